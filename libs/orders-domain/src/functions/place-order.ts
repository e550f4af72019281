/** Puts the place-order function together: environment, table, use case, HTTP. */
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderWriter } from '../adapters/dynamodb/order-writer';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import { placeOrderRoute } from '../adapters/http/place-order-route';
import { readEnvironment } from '../config/environment';
import { randomOrderId } from '../domain/order-id';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';

/**
 * The handler of `POST /orders`.
 * @throws Error at cold start when a variable of the environment is missing or wrong
 */
export function createPlaceOrderHandler(service: ServiceDefinition): HttpHandler {
  const environment = readEnvironment('place-order');
  const orders = dynamoOrderWriter(createDocumentClient(), {
    tableName: environment.TABLE_NAME,
    shardCount: environment.SHARD_COUNT,
  });
  return httpHandler(
    createLogger({ service: service.name, function: 'place-order' }),
    placeOrderRoute(service, { orders, now: () => new Date(), newOrderId: randomOrderId }),
  );
}
