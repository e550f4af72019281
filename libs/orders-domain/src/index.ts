/** The order domain: services, orders and use cases. */
export { OrderError, type OrderErrorCode } from './domain/errors';
export * from './domain/fields';
export {
  createOrder,
  fullNameSchema,
  orderDateSchema,
  orderIdSchema,
  type BaseOrder,
  type Order,
  type OrderOf,
  type OrderRequest,
} from './domain/order';
export { orderIdFromKey } from './domain/order-id';
export { defineIndex, type OrderIndex } from './domain/order-index';
export { positionOf } from './domain/order-position';
export { defineService, type ServiceDefinition, type ServiceProps } from './domain/service';
export { checkShardCount, maxShardCount, shardOf } from './domain/sharding';
export type * from './ports/order-store';
export { defaultPageLimit, maxPageLimit } from './use-cases/list-orders';
