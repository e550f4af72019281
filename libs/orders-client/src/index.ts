/** A typed client of order services that retries idempotent requests. */
export * from './any-service';
export * from './https-fetch';
export * from './orders-client';
export * from './retries';
