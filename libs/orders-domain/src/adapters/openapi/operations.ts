/** The three calls: parameters, bodies, and every answer. */
import { orderDateSchema, orderIdSchema } from '../../domain/order';
import { defaultPageLimit, maxPageLimit } from '../../use-cases/list-orders';
import { idempotencyKeySchema } from '../http/parameters';
import { problemContentType, problems, retryAfterOf, type ProblemCode } from '../http/problems';
import { jsonSchema, schemaReference } from './schemas';

type Responses = Record<string, unknown>;

/** Problems that any call can end in. */
const everywhere: readonly ProblemCode[] = [
  'ACCESS.DENIED',
  'REQUEST.THROTTLED',
  'SERVICE.INTERNAL_ERROR',
  'SERVICE.UNAVAILABLE',
];

/** `POST /orders` */
export function placeOrderOperation(): Record<string, unknown> {
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
      },
    ],
    requestBody: { required: true, content: jsonContent('PlaceOrder') },
    responses: {
      '201': {
        description: 'The order is placed, or was placed before under the same Idempotency-Key.',
        headers: {
          Location: {
            description: "The order's path.",
            required: true,
            schema: { type: 'string' },
          },
        },
        content: jsonContent('PlacedOrder'),
      },
      ...problemResponses(
        'REQUEST.INVALID_BODY',
        'REQUEST.INVALID_PARAMETER',
        'REQUEST.TOO_LARGE',
        'REQUEST.UNSUPPORTED_MEDIA_TYPE',
        'ORDER.IDEMPOTENCY_KEY_REUSED',
      ),
    },
  };
}

/** `GET /orders` */
export function listOrdersOperation(): Record<string, unknown> {
  return {
    operationId: 'listOrders',
    summary: 'List orders, newest first',
    description: 'A new order may take a moment to appear.',
    parameters: [
      queryParameter('orderDate', 'Only orders of this day (UTC).', {
        ...jsonSchema(orderDateSchema),
        format: 'date',
      }),
      queryParameter('limit', 'The most orders to answer.', {
        type: 'integer',
        minimum: 1,
        maximum: maxPageLimit,
        default: defaultPageLimit,
      }),
      queryParameter('nextToken', 'The nextToken of the page before, with the same orderDate.', {
        type: 'string',
      }),
    ],
    responses: {
      '200': { description: 'A page of orders.', content: jsonContent('OrderList') },
      ...problemResponses('REQUEST.INVALID_PARAMETER', 'REQUEST.INVALID_CURSOR'),
    },
  };
}

/** `GET /orders/{orderId}` */
export function getOrderOperation(): Record<string, unknown> {
  return {
    operationId: 'getOrder',
    summary: 'Get an order',
    parameters: [
      { name: 'orderId', in: 'path', required: true, schema: jsonSchema(orderIdSchema) },
    ],
    responses: {
      '200': { description: 'The order.', content: jsonContent('Order') },
      ...problemResponses('ORDER.NOT_FOUND'),
    },
  };
}

function queryParameter(name: string, description: string, schema: Record<string, unknown>) {
  return { name, in: 'query', required: false, description, schema };
}

function jsonContent(schemaName: string) {
  return { 'application/json': { schema: schemaReference(schemaName) } };
}

/** An operation has one answer for each status, so codes that share a status share an answer. */
function problemResponses(...own: readonly ProblemCode[]): Responses {
  const codes = [...own, ...everywhere];
  const statuses = [...new Set(codes.map((code) => problems[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      problemResponse(codes.filter((code) => problems[code].status === status)),
    ]),
  );
}

function problemResponse(codes: readonly ProblemCode[]): Record<string, unknown> {
  const retryAfter = {
    description: 'Seconds to wait before a retry.',
    required: true,
    schema: { type: 'integer' },
  };
  return {
    description: codes.map((code) => `${problems[code].title} (\`${code}\`).`).join(' '),
    ...(codes.some((code) => retryAfterOf(code) !== undefined)
      ? { headers: { 'Retry-After': retryAfter } }
      : {}),
    content: {
      [problemContentType]: {
        schema: {
          allOf: [schemaReference('Problem'), { properties: { code: { enum: [...codes] } } }],
        },
      },
    },
  };
}
