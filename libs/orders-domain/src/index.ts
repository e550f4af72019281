/** Orders: what the services' functions run, and what their stacks and documents are built from. */
export { defineService, type ServiceDefinition } from './domain/service';
export type { Order } from './domain/order';
export { checkShardCount, maxShardCount, shardOf } from './domain/sharding';
export { createPlaceOrderHandler } from './functions/place-order';
export { createListOrdersHandler } from './functions/list-orders';
export { createGetOrderHandler } from './functions/get-order';
export type { HttpHandler, InvocationContext } from './adapters/http/handler';
export {
  environmentKeys,
  environmentOf,
  orderFunctionNames,
  type OrderEnvironmentKey,
  type OrderFunctionName,
} from './config/environment';
export { ordersTableSchema } from './adapters/dynamodb/table-schema';
export {
  orderListModel,
  orderModel,
  placedOrderModel,
  placeOrderModel,
  problemModel,
  type JsonSchema,
} from './adapters/http/models';
export {
  problem,
  problemContentType,
  problems,
  problemTypeOf,
  retryAfterOf,
  type Problem,
  type ProblemCode,
} from './adapters/http/problems';
export type {
  OrderBody,
  OrderListBody,
  PlacedOrderBody,
  PlaceOrderBody,
} from './adapters/http/bodies';
export { basePath } from './adapters/http/paths';
export {
  openApiDocument,
  type OpenApiDocument,
  type OpenApiOptions,
} from './adapters/openapi/document';
export { openApiText, writeOpenApiFile } from './adapters/openapi/file';
export { metricDimensions, metricsNamespace, type MetricName } from './logging/metrics';
