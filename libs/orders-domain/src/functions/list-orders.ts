/** Puts the list-orders function together: environment, index, use case, HTTP. */
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderLister } from '../adapters/dynamodb/order-lister';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import { listOrdersRoute } from '../adapters/http/list-orders-route';
import { readEnvironment } from '../config/environment';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';

/**
 * The handler of `GET /orders`.
 * @throws Error at cold start when a variable of the environment is missing or wrong
 */
export function createListOrdersHandler(service: ServiceDefinition): HttpHandler {
  const environment = readEnvironment('list-orders');
  const orders = dynamoOrderLister(createDocumentClient(), {
    tableName: environment.TABLE_NAME,
    indexName: environment.INDEX_NAME,
    shardCount: environment.SHARD_COUNT,
  });
  return httpHandler(
    createLogger({ service: service.name, function: 'list-orders' }),
    listOrdersRoute(service, { orders, tableName: environment.TABLE_NAME }),
  );
}
