/** Composes the get-order function: environment, table, use case and HTTP. */
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderReader } from '../adapters/dynamodb/order-reader';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import { getOrder, getOrderRoute } from '../adapters/http/operations/get-order';
import { readEnvironment } from '../config/environment';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';

/**
 * Returns the handler of `GET /orders/{orderId}`.
 *
 * @throws Error at cold start when an environment variable is missing or invalid
 */
export function createGetOrderHandler(service: ServiceDefinition): HttpHandler {
  const { TABLE_NAME: tableName } = readEnvironment(getOrder);
  const orders = dynamoOrderReader(createDocumentClient(), { tableName, service });
  return httpHandler(
    createLogger({ service: service.name, function: getOrder.name }),
    getOrderRoute(service, { orders }),
  );
}
