/** Orders, events and a logger for tests. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { orderBody } from '../../src/adapters/http/bodies';
import { defineOperation } from '../../src/adapters/http/operation';
import { orderIdParameter } from '../../src/adapters/http/parameters';
import { defineProblem } from '../../src/adapters/http/problems';
import { createOrder, type Order } from '../../src/domain/order';
import { orderIdFromKey } from '../../src/domain/order-id';
import { optionalText, optionalTime, wholeNumber } from '../../src/domain/fields';
import { defineService } from '../../src/domain/service';
import { createLogger } from '../../src/logging/logger';
import type { InvocationContext } from '../../src/adapters/http/handler';

/** The service of the tests. */
export const food = defineService({ name: 'food', items: ['pizza', 'hamburger', 'salat'] });

/** A service with fields and state of its own. */
export const soup = defineService({
  name: 'soup',
  items: ['tomato', 'lentil'],
  fields: {
    note: optionalText({ maxLength: 500, description: 'What the cook should know' }),
    quantity: wholeNumber({ min: 1, max: 20, default: 1, description: 'How many' }),
  },
  state: { canceledAt: optionalTime({ description: 'When the order was canceled' }) },
});

/** A problem of {@link soup}'s own. */
export const tooLate = defineProblem({
  code: 'ORDER.TOO_LATE',
  status: 409,
  title: 'It is too late',
  detail: 'The kitchen has begun.',
});

/** A call of {@link soup}'s own. */
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

/** The n-th order: n seconds after noon, with an ID of its own. */
export function sampleOrder(n: number, at = new Date(noon.getTime() + n * 1_000)): Order {
  return createOrder(
    orderIdFromKey('sample', String(n)),
    { fullName: `Ada ${n}`, item: 'tea', quantity: 1 },
    at,
  );
}

/** An event of API Gateway, as far as the handlers read it. */
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

/** An event that places an order. */
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

/** A logger and the lines it wrote. */
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
