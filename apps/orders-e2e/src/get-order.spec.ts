import { ordersApi } from './support/orders-api';
import { expectGatewayMessage, expectProblem, expectRefusal } from './support/expect-response';
import { services } from './support/services';

describe.each(services)('GET /orders/{orderId} of $name', (service) => {
  const api = ordersApi(service);
  afterAll(api.close);

  it('returns the order that was placed', async () => {
    const order = await api.placed();

    await expect(api.got(order.orderId)).resolves.toEqual(order);
  });

  it('does not find the orders of another service', async () => {
    const { orderId } = await api.placed();

    for (const other of services.filter((candidate) => candidate !== service)) {
      const otherApi = ordersApi(other);
      const answer = await otherApi.get(orderId);
      otherApi.close();
      expectProblem(answer, 404, 'ORDER.NOT_FOUND');
    }
  });

  it.each([
    ['an unknown ID', '0123456789abcdef0123456789abcdef'],
    ['an ID that is too short', 'abc'],
    ['an ID that is too long', 'a'.repeat(33)],
    ['a very long ID', 'a'.repeat(1_000)],
    ['an ID in upper case', '0123456789ABCDEF0123456789ABCDEF'],
    ['a UUID', '01234567-89ab-cdef-0123-456789abcdef'],
    ['a property of every object', '__proto__'],
    ['an encoded zero byte', '%00'],
    ['an encoded blank', '%20'],
    ['an encoded line feed', `${'a'.repeat(32)}%0A`],
    ['encoded characters outside ASCII', '%F0%9F%8D%95'],
    ['encoded bytes that are not UTF-8', '%FF%FE'],
    ['an encoded percent sign', '%2525'],
    ['what looks like a template', '$context.requestId'],
    ['encoded braces', '%7BorderId%7D'],
  ])('returns ORDER.NOT_FOUND for %s', async (_what, orderId) => {
    expectProblem(await api.get(orderId), 404, 'ORDER.NOT_FOUND');
  });

  it("rejects a path over 1,600 bytes with API Gateway's message", async () => {
    expectGatewayMessage(await api.get('a'.repeat(1_600)), 414, 'Request URI too long');
  });

  it('accepts an ID whose digits are percent-encoded', async () => {
    const order = await api.placed();
    const encoded = Buffer.from(order.orderId).toString('hex').replaceAll(/../g, '%$&');
    await expect(api.got(encoded)).resolves.toEqual(order);
  });

  it.each(['%', '%zz', '%2', '..%2F..%2Fetc%2Fpasswd', 'a%2Fb', '%5C..%5C'])(
    'rejects the path /orders/%s with a client error',
    async (orderId) => {
      expectRefusal(await api.get(orderId));
    },
  );
});
