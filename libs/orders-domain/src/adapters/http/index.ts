/** The HTTP contract of an order service: operations, bodies, parameters and problems. */
export * from './api';
export * from './bodies';
export { cursorsOf, type Cursors } from './cursor';
export * from './example';
export * from './models';
export * from './operation';
export { getOrder, getOrderRoute } from './operations/get-order';
export {
  listOrders,
  listOrdersRoute,
  orderList,
  type ListOrdersPorts,
} from './operations/list-orders';
export {
  placedOrder,
  placeOrder,
  placeOrderRequest,
  placeOrderRoute,
} from './operations/place-order';
export { limitSchema, orderIdParameter } from './parameters';
export { basePath } from './paths';
export * from './problems';
export { RequestError, type RequestErrorCode } from './request-error';
