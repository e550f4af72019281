/** Composes the list-orders function: environment, index, use case and HTTP. */
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderLister } from '../adapters/dynamodb/order-lister';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import { listOrders, listOrdersRoute } from '../adapters/http/operations/list-orders';
import { readEnvironment } from '../config/environment';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';

/**
 * Returns the handler of `GET /orders`.
 *
 * @throws Error at cold start when an environment variable is missing or invalid
 */
export function createListOrdersHandler(service: ServiceDefinition): HttpHandler {
  const {
    TABLE_NAME: tableName,
    INDEX_NAME: indexName = '',
    SHARD_COUNT: shardCount = 0,
  } = readEnvironment(listOrders);
  const orders = dynamoOrderLister(createDocumentClient(), {
    tableName,
    indexName,
    shardCount,
    service,
  });
  return httpHandler(
    createLogger({ service: service.name, function: listOrders.name }),
    listOrdersRoute(service, { orders, tableName }),
  );
}
