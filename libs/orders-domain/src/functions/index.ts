/** The Lambda functions of an order service, for its handlers. */
export type { HttpHandler, InvocationContext } from '../adapters/http/handler';
export type {
  OperationResult,
  OperationLogic,
  OperationRequest,
} from '../adapters/http/operation-route';
export { createGetOrderHandler } from './get-order';
export { createListOrdersHandler } from './list-orders';
export {
  createOperationHandler,
  type OperationHandlerProps,
  type OperationPorts,
  type OrdersOf,
} from './operation-handler';
export { createPlaceOrderHandler } from './place-order';
