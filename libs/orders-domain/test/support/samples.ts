/** Orders, events and a logger for tests. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { orderBody } from '../../src/adapters/http/bodies';
import { defineOperation } from '../../src/adapters/http/operation';
import { orderIdParameter } from '../../src/adapters/http/parameters';
import { defineProblem } from '../../src/adapters/http/problems';
import { createOrder, type Order } from '../../src/domain/order';
import { orderIdFromKey } from '../../src/domain/order-id';
import { oneOf, optionalText, optionalTime, wholeNumber } from '../../src/domain/fields';
import { defineService } from '../../src/domain/service';
import { createLogger } from '../../src/logging/logger';
import type { InvocationContext } from '../../src/adapters/http/handler';

/** The service of the tests. */
export const food = defineService({ name: 'food', items: ['pizza', 'hamburger', 'salat'] });

/** A service with custom fields and state. */
export const soup = defineService({
  name: 'soup',
  items: ['tomato', 'lentil'],
  fields: {
    note: optionalText({ maxLength: 500, description: 'What the cook should know' }),
    quantity: wholeNumber({ min: 1, max: 20, default: 1, description: 'How many' }),
  },
  state: { canceledAt: optionalTime({ description: 'When the order was canceled' }) },
});

const status = { values: ['placed', 'sent'], default: 'placed', description: '' } as const;

/** A service whose state has a default. */
export const parcel = defineService({
  name: 'parcel',
  items: ['box'],
  state: { status: oneOf(status) },
});

/** A custom problem of {@link soup}. */
export const tooLate = defineProblem({
  code: 'ORDER.TOO_LATE',
  status: 409,
  title: 'It is too late',
  detail: 'The kitchen has begun.',
});

/** A custom operation of {@link soup}. */
export const cancelSoup = defineOperation({
  name: 'cancel-order',
  method: 'DELETE',
  path: '/orders/{orderId}',
  summary: 'Cancel an order',
  parameters: { orderId: orderIdParameter },
  success: { status: 200, description: 'The order, canceled.', body: orderBody },
  problems: ['ORDER.NOT_FOUND', tooLate],
  access: ['update'],
});

/** The time of the tests. */
export const noon = new Date('2026-11-22T12:00:00.000Z');

/** Returns the nth order: n seconds after noon, with a unique ID. */
export function sampleOrder(n: number, at = new Date(noon.getTime() + n * 1_000)): Order {
  return createOrder(
    orderIdFromKey('sample', String(n)),
    { fullName: `Ada ${n}`, item: 'tea', quantity: 1 },
    at,
  );
}

/** Returns an event from API Gateway, with the parts that the handlers read. */
export function sampleEvent(parts: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  const event: Partial<APIGatewayProxyEvent> = {
    body: null,
    headers: {},
    multiValueHeaders: {},
    httpMethod: 'GET',
    isBase64Encoded: false,
    path: '/orders',
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    resource: '/orders',
    ...parts,
  };
  return { requestContext: { requestId: 'gateway-request' }, ...event } as APIGatewayProxyEvent;
}

/** Returns an event that places an order. */
export function placeEvent(
  body: unknown,
  headers: Record<string, string> = {},
): APIGatewayProxyEvent {
  return sampleEvent({
    httpMethod: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

/** Lambda's context. */
export const sampleContext: InvocationContext = { awsRequestId: 'lambda-request' };

/** Returns a logger and the lines that it wrote. */
export function recordingLogger() {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'food',
    function: 'test',
    write: (line) => lines.push(line),
    now: () => noon,
  });
  return { logger, lines };
}
