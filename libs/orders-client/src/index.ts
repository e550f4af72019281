/** Calls an order service as its OpenAPI document has it, and repeats what may be repeated. */
export * from './any-service';
export * from './https-fetch';
export * from './orders-client';
export * from './retries';
