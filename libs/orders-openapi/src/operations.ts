/** The three calls: parameters, bodies, and every answer. */
import { orderDateSchema, orderIdSchema } from '@cross-account/orders-domain';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { defaultPageLimit, maxPageLimit } from '@cross-account/orders-domain';
import { nextTokenSchema } from '@cross-account/orders-domain/http';
import { idempotencyKeySchema } from '@cross-account/orders-domain/http';
import { basePath } from '@cross-account/orders-domain/http';
import { exampleDate, exampleKey, examplesOf } from './examples';
import { commonHeaders, functionProblems, problemResponse, problemResponses } from './responses';
import type { Header } from './responses';
import { jsonSchema, schemaReference } from './schemas';

/** OpenAPI's Operation Object. */
export type OpenApiOperation = Record<string, unknown>;

/** The calls of a service, by path and method. */
export function operationsOf(
  service: ServiceDefinition,
): Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>> {
  return {
    '/orders': { get: listOrdersOperation(service), post: placeOrderOperation(service) },
    '/orders/{orderId}': { get: getOrderOperation(service) },
  };
}

/** The answers to what is none of the calls: another path, and another method of a path. */
export function unmatchedResponses(): Readonly<Record<'path' | 'method', unknown>> {
  const allow: Header = {
    description: 'The methods that the path has.',
    required: true,
    schema: { type: 'string' },
    example: 'GET, POST',
  };
  return {
    path: problemResponses(['ROUTE.NOT_FOUND']),
    // The mock that answers 405 reads JSON only: another content type is refused first.
    method: {
      ...problemResponses(['REQUEST.UNSUPPORTED_MEDIA_TYPE']),
      '405': problemResponse(['ROUTE.METHOD_NOT_ALLOWED'], { Allow: allow }),
    },
  };
}

function placeOrderOperation(service: ServiceDefinition): OpenApiOperation {
  const { location } = examplesOf(service, basePath);
  return {
    operationId: 'placeOrder',
    summary: 'Place an order',
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description:
          'Makes a retry safe: the same key with the same body answers the first order again. ' +
          'Without a key, a retry may place a second order.',
        schema: jsonSchema(idempotencyKeySchema),
        example: exampleKey,
      },
    ],
    requestBody: { required: true, content: jsonContent(service, 'PlaceOrder') },
    responses: {
      '201': success(
        'The order is placed, or was placed before under the same Idempotency-Key.',
        jsonContent(service, 'PlacedOrder'),
        {
          Location: {
            description: "The order's path.",
            required: true,
            schema: { type: 'string', format: 'uri-reference' },
            example: location,
          },
        },
      ),
      ...problemResponses([
        'REQUEST.MALFORMED_JSON',
        'REQUEST.INVALID_BODY',
        'REQUEST.INVALID_PARAMETER',
        'REQUEST.UNSUPPORTED_MEDIA_TYPE',
        'ORDER.IDEMPOTENCY_KEY_REUSED',
        ...functionProblems,
      ]),
    },
  };
}

function listOrdersOperation(service: ServiceDefinition): OpenApiOperation {
  const { nextToken } = examplesOf(service, basePath);
  return {
    operationId: 'listOrders',
    summary: 'List orders, newest first',
    description:
      'A new order may take a moment to appear. A parameter may stand once; one that is not named here is ignored.',
    parameters: [
      queryParameter('orderDate', 'Only orders of this day (UTC).', exampleDate, {
        ...jsonSchema(orderDateSchema),
        format: 'date',
      }),
      queryParameter('limit', 'The most orders to answer.', 10, {
        type: 'integer',
        minimum: 1,
        maximum: maxPageLimit,
        default: defaultPageLimit,
      }),
      queryParameter(
        'nextToken',
        'The nextToken of the page before, as it was answered, with the same orderDate. It holds for the ' +
          'table that the page was read from: any other is refused with `REQUEST.INVALID_CURSOR`.',
        nextToken,
        jsonSchema(nextTokenSchema),
      ),
    ],
    responses: {
      '200': success('A page of orders.', jsonContent(service, 'OrderList')),
      ...problemResponses([
        'REQUEST.INVALID_PARAMETER',
        'REQUEST.INVALID_CURSOR',
        ...functionProblems,
      ]),
    },
  };
}

function getOrderOperation(service: ServiceDefinition): OpenApiOperation {
  return {
    operationId: 'getOrder',
    summary: 'Get an order',
    parameters: [
      {
        name: 'orderId',
        in: 'path',
        required: true,
        description: 'What is no ID is the ID of no order: 404 `ORDER.NOT_FOUND`.',
        schema: jsonSchema(orderIdSchema),
        example: examplesOf(service, basePath).orderId,
      },
    ],
    responses: {
      '200': success('The order.', jsonContent(service, 'Order')),
      ...problemResponses(['ORDER.NOT_FOUND', ...functionProblems]),
    },
  };
}

function queryParameter(
  name: string,
  description: string,
  example: string | number,
  schema: Record<string, unknown>,
) {
  return { name, in: 'query', required: false, description, schema, example };
}

function jsonContent(
  service: ServiceDefinition,
  name: 'PlaceOrder' | 'PlacedOrder' | 'Order' | 'OrderList',
) {
  const examples = { [service.items[0] ?? name]: { value: examplesOf(service, basePath)[name] } };
  return { 'application/json': { schema: schemaReference(name), examples } };
}

function success(
  description: string,
  content: Record<string, unknown>,
  headers: Readonly<Record<string, Header>> = {},
): Record<string, unknown> {
  return {
    description,
    headers: { ...commonHeaders, ...headers },
    content,
  };
}
