/** A complete order service in a separate account, and its CDK app. */
export * from './api/account-logging-role';
export * from './api/orders-api';
export * from './api/regional-domain';
export * from './canary-deployment';
export * from './endpoint-id/find-vpc-endpoint-id';
export * from './microservice';
export * from './service-stack';
export * from './monitoring/service-alarms';
export * from './monitoring/service-dashboard';
export * from './order-function';
export * from './network/isolated-service-vpc';
export * from './orders-backup';
export * from './orders-table';
export * from './run-service-app';
export * from './stage';
