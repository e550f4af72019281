/** A whole order service in an account of its own, and the CDK app around it. */
export * from './api/orders-api';
export * from './api/regional-domain';
export * from './microservice';
export * from './microservice-stack';
export * from './order-function';
export * from './orders-table';
export * from './run-service-app';
