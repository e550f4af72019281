import { createOrdersClient } from '@cross-account/orders-client';
import type { paths } from '@cross-account/orders-client/services/food';

const baseUrl = 'https://food.orders.example.com/v1';
const order = {
  orderId: '1',
  orderDate: '2026-11-26',
  createdAt: '',
  fullName: 'Ada',
  food: 'pizza',
};

/** Returns a client of a service with these responses, in order. */
function clientOf(...answers: readonly Response[]) {
  const sent: Request[] = [];
  const client = createOrdersClient<paths>({
    baseUrl,
    firstWait: 1,
    fetch: (request) => {
      sent.push(request);
      return Promise.resolve(answers[sent.length - 1] ?? Response.error());
    },
  });
  return { client, sent };
}

const keysOf = (sent: readonly Request[]) =>
  sent.map(({ headers }) => headers.get('idempotency-key'));

describe('a client of the food service', () => {
  it('places an order with a generated key, which all attempts share', async () => {
    const answer = { message: 'successfully placed order!', order };
    const { client, sent } = clientOf(
      new Response(null, { status: 503 }),
      Response.json(answer, { status: 201 }),
      Response.json(answer, { status: 201 }),
    );
    const body = { fullName: 'Ada', food: 'pizza' } as const;
    const { data } = await client.POST('/orders', { body });
    expect(data?.order.orderId).toBe('1');
    await client.POST('/orders', { body });
    const [first, second, other] = keysOf(sent);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(sent[0]?.url).toBe(`${baseUrl}/orders`);
  });

  it('uses the key of the caller', async () => {
    const { client, sent } = clientOf(Response.json({ order }, { status: 201 }));
    await client.POST('/orders', {
      body: { fullName: 'Ada', food: 'pizza' },
      params: { header: { 'Idempotency-Key': 'mine' } },
    });
    expect(keysOf(sent)).toEqual(['mine']);
  });

  it('returns the problem if the service rejects the request', async () => {
    const problem = { code: 'ORDER.NOT_FOUND', status: 404, title: '', detail: '', type: '' };
    const headers = { 'content-type': 'application/problem+json' };
    const { client, sent } = clientOf(Response.json(problem, { status: 404, headers }));
    const params = { path: { orderId: 'a/b' } };
    const { data, error } = await client.GET('/orders/{orderId}', { params });
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ code: 'ORDER.NOT_FOUND' });
    expect(sent[0]?.url).toBe(`${baseUrl}/orders/a%2Fb`);
    expect(keysOf(sent)).toEqual([null]);
  });

  it('rejects what the document does not define', async () => {
    const { client } = clientOf(Response.json({}), Response.json({}), Response.json({}));
    // @ts-expect-error the menu has no tea
    await client.POST('/orders', { body: { fullName: 'Ada', food: 'tea' } });
    // @ts-expect-error there is no such call
    await client.GET('/menu');
    const { data } = await client.GET('/orders', { params: { query: { limit: 1 } } });
    // @ts-expect-error a page has no such member
    expect(data?.total).toBeUndefined();
  });
});
