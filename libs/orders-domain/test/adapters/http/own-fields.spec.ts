import type { APIGatewayProxyEvent } from 'aws-lambda';
import { orderBody } from '../../../src/adapters/http/bodies';
import { httpHandler } from '../../../src/adapters/http/handler';
import { getOrderRoute } from '../../../src/adapters/http/operations/get-order';
import { placeOrderRoute } from '../../../src/adapters/http/operations/place-order';
import { randomOrderId } from '../../../src/domain/order-id';
import type { ServiceDefinition } from '../../../src/domain/service';
import { inMemoryOrders } from '../../support/own-calls';
import {
  noon,
  parcel,
  placeEvent,
  recordingLogger,
  sampleContext,
  sampleEvent,
  soup,
} from '../../support/samples';

function setup(service: ServiceDefinition = soup) {
  const orders = inMemoryOrders(service);
  const { logger, lines } = recordingLogger();
  const ports = { orders, now: () => noon, newOrderId: randomOrderId };
  const place = httpHandler(logger, placeOrderRoute(service, ports));
  const get = httpHandler(logger, getOrderRoute(service, { orders }));
  const answerOf = async (handle: typeof place, event: APIGatewayProxyEvent) => {
    const { statusCode, body } = await handle(event, sampleContext);
    return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> };
  };
  return {
    lines,
    place: (body: unknown, headers = {}) => answerOf(place, placeEvent(body, headers)),
    get: (orderId: string) => answerOf(get, sampleEvent({ pathParameters: { orderId } })),
  };
}

const ada = { fullName: 'Ada', soup: 'lentil' };

describe('custom state', () => {
  it('has its default in the response to a new order, and in every later one', async () => {
    const { place, get } = setup(parcel);
    const { body } = await place({ fullName: 'Ada', parcel: 'box' });
    const order = body['order'] as Record<string, string>;
    expect(order).toMatchObject({ status: 'placed' });
    expect(orderBody.schema(parcel).safeParse(order)).toMatchObject({ success: true });
    expect((await get(order['orderId'] ?? '')).body).toEqual(order);
  });
});

describe('custom fields', () => {
  it('are stored and returned as they were sent', async () => {
    const { place, get } = setup();
    const { status, body } = await place({ ...ada, note: 'hot', quantity: 3 });
    expect(status).toBe(201);
    const order = body['order'] as Record<string, string>;
    expect(order).toMatchObject({ ...ada, note: 'hot', quantity: 3 });
    expect((await get(order['orderId'] ?? '')).body).toEqual(order);
  });

  it('have their defaults if they are omitted', async () => {
    const { body } = await setup().place(ada);
    expect(body['order']).toMatchObject({ ...ada, quantity: 1 });
    expect(body['order']).not.toHaveProperty('note');
  });

  it.each([
    [{ quantity: 21 }, 'quantity must be a whole number from 1 to 20'],
    [{ note: 'x'.repeat(501) }, 'note must have at most 500 characters'],
    [{ canceledAt: '2026-11-22T12:00:00.000Z' }, '"canceledAt" is not a known field'],
  ])('reject %j', async (fields, detail) => {
    const { status, body } = await setup().place({ ...ada, ...fields });
    expect([status, body['code']]).toEqual([400, 'REQUEST.INVALID_BODY']);
    expect(body['detail']).toContain(detail);
  });

  it('are compared when an Idempotency-Key repeats', async () => {
    const { place } = setup();
    const key = { 'Idempotency-Key': 'k' };
    const first = await place({ ...ada, quantity: 1 }, key);
    expect(await place(ada, key)).toEqual(first);
    expect((await place({ ...ada, quantity: 2 }, key)).status).toBe(422);
    expect((await place({ ...ada, note: 'hot' }, key)).status).toBe(422);
  });

  it('are never logged', async () => {
    const { place, lines } = setup();
    await place({ ...ada, note: 'Marked' });
    await place({ ...ada, note: 'Marked', quantity: 99 });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('Marked');
  });
});
