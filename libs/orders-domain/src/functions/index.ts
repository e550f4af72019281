/** The Lambda functions of an order service, put together. */
export * from './get-order';
export * from './list-orders';
export * from './place-order';
export type { HttpHandler, InvocationContext } from '../adapters/http/handler';
