import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { randomOrderId } from '../../../src/domain/order-id';
import { inMemoryOrderStore } from '../../support/in-memory-order-store';
import { food, noon, recordingLogger, sampleContext } from '../../support/samples';
import { orderBody } from '../../../src/adapters/http/bodies';
import { getOrderRoute } from '../../../src/adapters/http/operations/get-order';
import { httpHandler } from '../../../src/adapters/http/handler';
import { listOrdersRoute, orderList } from '../../../src/adapters/http/operations/list-orders';
import { placedOrder, placeOrderRoute } from '../../../src/adapters/http/operations/place-order';
import { problemSchema } from '../../../src/adapters/http/problems';

const orders = inMemoryOrderStore();
const { logger, lines } = recordingLogger();
const place = placeOrderRoute(food, { orders, now: () => noon, newOrderId: randomOrderId });
const handlers = [
  { handle: httpHandler(logger, place), success: placedOrder.schema(food) },
  {
    handle: httpHandler(logger, listOrdersRoute(food, { orders, tableName: 'orders' })),
    success: orderList.schema(food),
  },
  { handle: httpHandler(logger, getOrderRoute(food, { orders })), success: orderBody.schema(food) },
];

const names = fc.constantFrom(
  ...['content-type', 'Content-Type', 'Idempotency-Key', 'limit', 'orderDate', 'nextToken'],
  ...['orderId', '__proto__', 'constructor', 'toString'],
);
const values = fc.oneof(
  fc.constantFrom('application/json', '2026-11-22', '5', '1e9', '', 'a'.repeat(32)),
  fc.string({ unit: 'binary' }),
);
const map = fc.option(fc.dictionary(names, values));
const multiMap = fc.option(fc.dictionary(names, fc.array(values, { maxLength: 2 })));
const marked = fc.string({ unit: 'binary', maxLength: 10 }).map((text) => `Marked${text}`);
const body = fc.oneof(
  fc.json(),
  fc.string(),
  fc
    .record(
      { fullName: marked, food: fc.constantFrom('pizza', 'tea'), [`__proto__`]: fc.anything() },
      { requiredKeys: ['fullName'] },
    )
    .map((value) => JSON.stringify(value)),
);

/** Events of the right shape with arbitrary values. */
const plausibleEvent = fc.record(
  {
    body: fc.option(body),
    isBase64Encoded: fc.boolean(),
    headers: map,
    multiValueHeaders: multiMap,
    queryStringParameters: map,
    multiValueQueryStringParameters: multiMap,
    pathParameters: map,
    requestContext: fc.option(fc.record({ requestId: fc.string() })),
  },
  { requiredKeys: [] },
);

async function expectValidAnswers(event: unknown): Promise<void> {
  for (const { handle, success } of handlers) {
    const answer = await handle(event as APIGatewayProxyEvent, sampleContext);
    const failed = answer.statusCode >= 400;
    const schema: z.ZodMiniType = failed ? problemSchema() : success;
    const content: unknown = JSON.parse(answer.body);
    expect(z.safeParse(schema, content).error?.issues).toBeUndefined();
    expect(answer.headers?.['Content-Type']).toBe(
      failed ? 'application/problem+json' : 'application/json',
    );
    if (failed) expect(content).toMatchObject({ status: answer.statusCode });
    expect(answer.statusCode).not.toBe(500);
  }
}

describe('the handlers', () => {
  it('respond to any valid event, and never log a name', async () => {
    await fc.assert(fc.asyncProperty(plausibleEvent, expectValidAnswers), { numRuns: 250 });
    expect(lines.join('')).not.toContain('Marked');
  });

  it('respond to any input', async () => {
    await fc.assert(fc.asyncProperty(fc.anything(), expectValidAnswers), { numRuns: 150 });
  });
});
