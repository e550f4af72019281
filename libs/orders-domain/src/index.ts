/** Orders: the domain, its ports and its use cases. */
export * from './domain/errors';
export * from './domain/order';
export * from './domain/order-id';
export * from './domain/order-position';
export * from './domain/service';
export * from './domain/sharding';
export * from './ports/order-store';
export * from './use-cases/get-order';
export * from './use-cases/list-orders';
export * from './use-cases/place-order';
