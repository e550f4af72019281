import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { OrderError } from '../../../src/domain/errors';
import { randomOrderId } from '../../../src/domain/order-id';
import type { OrderStore } from '../../../src/ports/order-store';
import { inMemoryOrderStore } from '../../support/in-memory-order-store';
import {
  food,
  noon,
  placeEvent,
  recordingLogger,
  sampleContext,
  sampleEvent,
} from '../../support/samples';
import { getOrderRoute } from '../../../src/adapters/http/operations/get-order';
import { httpHandler } from '../../../src/adapters/http/handler';
import { listOrdersRoute } from '../../../src/adapters/http/operations/list-orders';
import { placeOrderRoute } from '../../../src/adapters/http/operations/place-order';

/** Returns the three functions with one store. */
function setup(orders: OrderStore = inMemoryOrderStore()) {
  const { logger, lines } = recordingLogger();
  let ms = noon.getTime();
  const now = () => new Date(ms++);
  const place = httpHandler(
    logger,
    placeOrderRoute(food, { orders, now, newOrderId: randomOrderId }),
  );
  const list = httpHandler(logger, listOrdersRoute(food, { orders, tableName: 'orders' }));
  const get = httpHandler(logger, getOrderRoute(food, { orders }));
  return {
    lines,
    place: async (event: APIGatewayProxyEvent) => read(await place(event, sampleContext)),
    list: async (query: Record<string, string> | null = null) =>
      read(await list(sampleEvent({ queryStringParameters: query }), sampleContext)),
    listEvent: async (event: APIGatewayProxyEvent) => read(await list(event, sampleContext)),
    get: async (orderId: string) =>
      read(await get(sampleEvent({ pathParameters: { orderId } }), sampleContext)),
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown> & {
    readonly order: Record<string, string>;
    readonly orders: Record<string, string>[];
    readonly nextToken: string;
    readonly detail: string;
  };
}

const read = ({ statusCode, headers, body }: APIGatewayProxyResult): Answer => ({
  status: statusCode,
  headers: headers ?? {},
  body: JSON.parse(body) as Answer['body'],
});

const problemOf = (status: number, code: string) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  body: {
    type: `urn:problem-type:orders:${code.toLowerCase().replaceAll(/[._]/g, '-')}`,
    status,
    code,
    requestId: 'gateway-request',
  },
});

const ada = { fullName: 'Ada', food: 'pizza' };

describe('POST /orders', () => {
  it('returns 201 with the order and its Location', async () => {
    const { place, get } = setup();
    const { status, headers, body } = await place(placeEvent({ ...ada, fullName: ' Ada ' }));
    expect(status).toBe(201);
    expect(body).toEqual({
      message: 'successfully placed order!',
      order: {
        orderId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        orderDate: '2026-11-22',
        createdAt: '2026-11-22T12:00:00.000Z',
        ...ada,
      },
    });
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      Location: `/v1/orders/${body.order['orderId']}`,
    });
    expect((await get(String(body.order['orderId']))).body).toEqual(body.order);
  });

  it('replays the first 201 if the key repeats', async () => {
    const { place, list } = setup();
    const first = await place(placeEvent(ada, { 'Idempotency-Key': 'k' }));
    const again = await place(placeEvent(ada, { 'idempotency-key': ' k ' }));
    expect(again).toEqual(first);
    expect((await list()).body.orders).toHaveLength(1);
  });

  it('returns 422 if the key repeats with another body', async () => {
    const { place } = setup();
    await place(placeEvent(ada, { 'Idempotency-Key': 'k' }));
    const other = await place(placeEvent({ ...ada, food: 'salat' }, { 'Idempotency-Key': 'k' }));
    expect(other).toMatchObject(problemOf(422, 'ORDER.IDEMPOTENCY_KEY_REUSED'));
  });

  it.each(['', '  ', 'a'.repeat(256), 'schlüssel', 'a\tb'])('rejects the key %j', async (key) => {
    expect(await setup().place(placeEvent(ada, { 'Idempotency-Key': key }))).toMatchObject(
      problemOf(400, 'REQUEST.INVALID_PARAMETER'),
    );
  });

  it('rejects two keys', async () => {
    const event = placeEvent(ada);
    event.multiValueHeaders = { 'Idempotency-Key': ['a', 'b'] };
    expect((await setup().place(event)).body.detail).toBe('Idempotency-Key must occur once.');
  });

  it.each([
    ['no body', '', 'The request has no body.'],
    ['a list', '[]', 'The body must be a JSON object'],
    ['null', 'null', 'The body must be a JSON object'],
    ['no name', { food: 'pizza' }, 'fullName is missing'],
    ['a number as name', { ...ada, fullName: 1e308 }, 'fullName must be text'],
    ['a name of spaces', { ...ada, fullName: ' \u00a0 ' }, 'fullName must have 1 to 200'],
    ['no item', { fullName: 'Ada' }, 'food is missing'],
    ['neither', {}, 'fullName is missing; food is missing'],
    [
      'an item off the menu',
      { ...ada, food: 'tea' },
      'food must be one of: pizza, hamburger, salat',
    ],
    ['an unknown field', { ...ada, size: 'L' }, '"size" is not a known field'],
    ['a field __proto__', '{"fullName":"A","food":"pizza","__proto__":{}}', '"__proto__" is not'],
    ['a long field', { ...ada, ['x'.repeat(41)]: 1 }, `"${'x'.repeat(40)}" is not a known field`],
    ['a field constructor', { ...ada, constructor: 1 }, '"constructor" is not a known field'],
  ])('returns 400 for %s', async (_, body, detail) => {
    const answer = await setup().place(placeEvent(body));
    expect(answer).toMatchObject(problemOf(400, 'REQUEST.INVALID_BODY'));
    expect(answer.body.detail).toContain(detail);
  });

  it('returns 400 for a request without a body', async () => {
    const answer = await setup().place({ ...placeEvent(ada), body: null });
    expect(answer).toMatchObject(problemOf(400, 'REQUEST.INVALID_BODY'));
    expect(answer.body.detail).toBe('The request has no body.');
  });

  it.each(['{"fullName": "Ada"', '{"fullName":"Ada",}', "{'fullName':'Ada'}", 'Ada', ' ', '{} {}'])(
    'distinguishes malformed JSON from an invalid order: %s',
    async (body) => {
      const answer = await setup().place(placeEvent(body));
      expect(answer).toMatchObject(problemOf(400, 'REQUEST.MALFORMED_JSON'));
      expect(answer.body.detail).toBe('The body is not JSON in UTF-8.');
    },
  );

  it('does not accept __proto__ as an item', async () => {
    const answer = await setup().place(placeEvent('{"fullName":"A","__proto__":{"food":"pizza"}}'));
    expect(answer.status).toBe(400);
  });

  it('reads a base64 body, and rejects one that is not UTF-8', async () => {
    const encoded = (bytes: Buffer) => ({
      ...placeEvent(bytes.toString('base64')),
      isBase64Encoded: true,
    });
    const { place } = setup();
    const name = 'Zoë 李 👩‍🚀';
    const good = await place(encoded(Buffer.from(JSON.stringify({ ...ada, fullName: name }))));
    expect(good.body.order['fullName']).toBe(name);
    const bad = await place(encoded(Buffer.from('{"fullName":"\xff","food":"pizza"}', 'latin1')));
    expect(bad).toMatchObject(problemOf(400, 'REQUEST.MALFORMED_JSON'));
    const replaced = await place(placeEvent({ ...ada, fullName: 'Zo\ufffd' }));
    expect(replaced).toMatchObject(problemOf(400, 'REQUEST.INVALID_BODY'));
  });

  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON'])('accepts %s', async (type) => {
    const event = sampleEvent({ body: JSON.stringify(ada), headers: { 'content-type': type } });
    expect((await setup().place(event)).status).toBe(201);
  });

  it.each(['text/plain', 'application/jsonp', 'application/problem+json', ''])(
    'returns 415 for "%s"',
    async (type) => {
      const event = sampleEvent({ body: JSON.stringify(ada), headers: { 'CONTENT-TYPE': type } });
      expect(await setup().place(event)).toMatchObject(
        problemOf(415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'),
      );
    },
  );

  it('treats a body without a content type as JSON, as API Gateway does', async () => {
    expect((await setup().place(sampleEvent({ body: JSON.stringify(ada) }))).status).toBe(201);
  });
});

describe('GET /orders', () => {
  it('lists all orders without a query', async () => {
    const { place, list } = setup();
    const placed = await place(placeEvent(ada));
    expect(await list()).toMatchObject({ status: 200, body: { orders: [placed.body.order] } });
  });

  it('returns a token until the last page', async () => {
    const { place, list } = setup();
    for (let n = 0; n < 5; n += 1) await place(placeEvent({ ...ada, fullName: `Ada ${n}` }));
    const first = await list({ limit: '3', orderDate: '2026-11-22' });
    const { nextToken } = first.body;
    const last = await list({ limit: '3', orderDate: '2026-11-22', nextToken });
    const names = [...first.body.orders, ...last.body.orders].map((order) => order['fullName']);
    expect(names).toEqual(['Ada 4', 'Ada 3', 'Ada 2', 'Ada 1', 'Ada 0']);
    expect(Object.keys(last.body)).toEqual(['orders']);
    expect(await list({ nextToken })).toMatchObject(problemOf(400, 'REQUEST.INVALID_CURSOR'));
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '', ' 5', '05', '9'.repeat(400), '٣'])(
    'rejects limit=%s',
    async (limit) => {
      expect(await setup().list({ limit })).toMatchObject(
        problemOf(400, 'REQUEST.INVALID_PARAMETER'),
      );
    },
  );

  it.each(['2026-02-30', 'today', ''])('rejects orderDate=%s', async (orderDate) => {
    expect(await setup().list({ orderDate })).toMatchObject(
      problemOf(400, 'REQUEST.INVALID_PARAMETER'),
    );
  });

  it('rejects a parameter that is sent twice', async () => {
    const event = sampleEvent({
      queryStringParameters: { limit: '2' },
      multiValueQueryStringParameters: { limit: ['1', '2'] },
    });
    expect((await setup().listEvent(event)).body.detail).toBe('limit must occur once.');
  });

  it('ignores unknown parameters', async () => {
    const unknownParameters = Object.fromEntries([
      ['__proto__', 'x'],
      ['toString', 'y'],
    ]);
    expect((await setup().list(unknownParameters)).status).toBe(200);
  });
});

describe('GET /orders/{orderId}', () => {
  it.each(['a'.repeat(32), 'nonsense', '__proto__'])('returns 404 for %s', async (orderId) => {
    expect(await setup().get(orderId)).toMatchObject(problemOf(404, 'ORDER.NOT_FOUND'));
  });
});

describe('every function', () => {
  const failing = (error: Error): OrderStore => ({
    add: () => Promise.reject(error),
    get: () => Promise.reject(error),
    list: () => Promise.reject(error),
    update: () => Promise.reject(error),
  });
  const all = async (orders: OrderStore) => {
    const { place, list, get, lines } = setup(orders);
    const answers = [await place(placeEvent(ada)), await list(), await get('a'.repeat(32))];
    return { answers, lines };
  };

  it('returns 503 with Retry-After if the store is unavailable', async () => {
    const { answers } = await all(failing(new OrderError('SERVICE.UNAVAILABLE', 'Try again.')));
    for (const answer of answers) {
      expect(answer).toMatchObject(problemOf(503, 'SERVICE.UNAVAILABLE'));
      expect(answer.headers).toMatchObject({ 'Retry-After': '1' });
    }
  });

  it('logs unexpected errors without revealing them to the caller', async () => {
    const { answers, lines } = await all(failing(new TypeError('secret')));
    for (const answer of answers) {
      expect(answer).toMatchObject(problemOf(500, 'SERVICE.INTERNAL_ERROR'));
      expect(answer.body.detail).toBe('The service could not process this request.');
      expect(JSON.stringify(answer)).not.toContain('secret');
      expect(answer.headers).not.toHaveProperty('Retry-After');
    }
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject(
      lines.map(() => ({ level: 'error', error: { name: 'TypeError', message: 'secret' } })),
    );
  });

  it('logs one line for each request, with its IDs and without its name', async () => {
    const { place, lines } = setup();
    const trace = { 'X-Amzn-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793' };
    await place(placeEvent(ada, { ...trace, 'Idempotency-Key': 'k' }));
    await place(placeEvent(ada, { ...trace, 'Idempotency-Key': 'k' }));
    await place(placeEvent({ ...ada, Ada: 1 }, trace));
    const common = {
      level: 'info',
      message: 'request answered',
      method: 'POST',
      resource: '/orders',
      requestId: 'gateway-request',
      lambdaRequestId: 'lambda-request',
      traceId: trace['X-Amzn-Trace-Id'],
      durationMs: expect.any(Number) as number,
    };
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { ...common, status: 201, coldStart: true, OrdersPlaced: 1 },
      { ...common, status: 201, coldStart: false, OrdersReplayed: 1 },
      { ...common, status: 400, code: 'REQUEST.INVALID_BODY' },
    ]);
    expect(lines.join('')).not.toContain('Ada');
    expect(lines.join('')).not.toContain('"error"');
  });

  it('logs its duration in milliseconds, with one decimal place', async () => {
    const { place, lines } = setup();
    const clock = jest.spyOn(performance, 'now');
    clock.mockReturnValueOnce(1_000).mockReturnValueOnce(1_012.345);
    await place(placeEvent(ada));
    clock.mockRestore();
    expect(JSON.parse(lines.join(''))).toMatchObject({ durationMs: 12.3, Latency: 12.3 });
  });

  it('works without a Lambda context', async () => {
    const { logger, lines } = recordingLogger();
    const get = httpHandler(logger, getOrderRoute(food, { orders: inMemoryOrderStore() }));
    const answer = await (get as (event: unknown) => Promise<APIGatewayProxyResult>)(sampleEvent());
    expect(answer.statusCode).toBe(404);
    expect(JSON.parse(lines.join(''))).not.toHaveProperty('lambdaRequestId');
  });
});
