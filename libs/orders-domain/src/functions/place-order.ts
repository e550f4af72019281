/** Composes the place-order function: environment, table, use case and HTTP. */
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderWriter } from '../adapters/dynamodb/order-writer';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import { placeOrder, placeOrderRoute } from '../adapters/http/operations/place-order';
import { readEnvironment } from '../config/environment';
import { randomOrderId } from '../domain/order-id';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';

/**
 * Returns the handler of `POST /orders`.
 *
 * @throws Error at cold start when an environment variable is missing or invalid
 */
export function createPlaceOrderHandler(service: ServiceDefinition): HttpHandler {
  const { TABLE_NAME: tableName, SHARD_COUNT: shardCount = 0 } = readEnvironment(placeOrder);
  const orders = dynamoOrderWriter(createDocumentClient(), { tableName, shardCount, service });
  return httpHandler(
    createLogger({ service: service.name, function: placeOrder.name }),
    placeOrderRoute(service, { orders, now: () => new Date(), newOrderId: randomOrderId }),
  );
}
