/** Puts the get-order function together: environment, table, use case, HTTP. */
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderReader } from '../adapters/dynamodb/order-reader';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import { getOrder, getOrderRoute } from '../adapters/http/operations/get-order';
import { readEnvironment } from '../config/environment';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';

/**
 * The handler of `GET /orders/{orderId}`.
 * @throws Error at cold start when a variable of the environment is missing or wrong
 */
export function createGetOrderHandler(service: ServiceDefinition): HttpHandler {
  const { TABLE_NAME: tableName } = readEnvironment(getOrder);
  const orders = dynamoOrderReader(createDocumentClient(), { tableName, service });
  return httpHandler(
    createLogger({ service: service.name, function: getOrder.name }),
    getOrderRoute(service, { orders }),
  );
}
