import { orderOf, ordersApi, uniqueName } from './support/orders-api';
import {
  expectGatewayMessage,
  expectJson,
  expectProblem,
  placedSchema,
} from './support/expect-response';
import { services } from './support/services';

/** The clocks of caller and service may differ a little. */
const CLOCK_SKEW_MS = 60_000;

describe.each(services)('POST /orders of $name', (service) => {
  const api = ordersApi(service);
  const { name, menu } = service;
  afterAll(api.close);

  describe('places an order', () => {
    it.each(menu)('of %s', async (item) => {
      const fullName = uniqueName();

      const answer = await api.post(orderOf(service, fullName, item));

      const { order } = expectJson(answer, 201, placedSchema(service));
      expect(order).toMatchObject({ fullName, [name]: item });
      expect(answer.headers.location).toBe(`/v1/orders/${order.orderId}`);
    });

    it('with the current time and UTC date', async () => {
      const before = Date.now();

      const { createdAt, orderDate } = await api.placed();

      const time = Date.parse(createdAt);
      expect(time).toBeGreaterThan(before - CLOCK_SKEW_MS);
      expect(time).toBeLessThan(Date.now() + CLOCK_SKEW_MS);
      expect(orderDate).toBe(createdAt.slice(0, 10));
    });

    it('with a Location that returns it', async () => {
      const answer = await api.post(orderOf(service));
      const { order } = expectJson(answer, 201, placedSchema(service));

      const found = await api.send({ path: answer.headers.location ?? '', fromRoot: true });

      expect(JSON.parse(found.text)).toEqual(order);
    });

    it('again for each request without a key', async () => {
      const fullName = uniqueName();

      const orders = [await api.placed(fullName), await api.placed(fullName)];

      expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(2);
    });

    it.each([
      ['of 1 character', 'A'],
      ['of 200 characters', 'é'.repeat(200)],
      ['of 200 characters outside the Basic Multilingual Plane', '🍕'.repeat(200)],
      ['with a combining mark, not composed', 'Zoe\u0308'],
      ['of 200 code points in 100 characters', 'e\u0301'.repeat(100)],
      ['in another script', 'Ада Лавлейс 愛達'],
      ['with quotes, markup and escapes', `"O'Ada" \\ <b>&amp;\u0000\n$context.requestId`],
      ['that is also the name of a property of every object', '__proto__'],
    ])('for a name %s, unchanged', async (_what, fullName) => {
      await expect(api.placed(fullName)).resolves.toMatchObject({ fullName });
    });

    it.each([
      ['blanks', `  Ada \t\n`, 'Ada'],
      ['blanks beyond 200 characters', ` ${'a'.repeat(200)} `, 'a'.repeat(200)],
    ])('for a name without the %s around it', async (_what, sent, fullName) => {
      await expect(api.placed(sent)).resolves.toMatchObject({ fullName });
    });

    it.each([
      'application/json; charset=utf-8',
      'application/json;charset="UTF-8"',
      'Application/JSON',
    ])('sent as %s', async (contentType) => {
      const answer = await api.post(orderOf(service), { 'content-type': contentType });
      expectJson(answer, 201, placedSchema(service));
    });
  });

  describe('rejects as REQUEST.INVALID_BODY', () => {
    const item = menu[0];
    const fullName = 'Ada';

    it.each<[string, unknown]>([
      ['an item that is not on the menu', { fullName, [name]: 'not-on-the-menu' }],
      ['an item in another case', { fullName, [name]: item.toUpperCase() }],
      ['an item that is a property of every object', { fullName, [name]: 'constructor' }],
      ['an empty item', { fullName, [name]: '' }],
      ['a number as item', { fullName, [name]: 1 }],
      ['null as item', { fullName, [name]: null }],
      ['a list of items', { fullName, [name]: [item] }],
      ['a missing item', { fullName }],
      ['a missing name', { [name]: item }],
      ['an empty name', { fullName: '', [name]: item }],
      ['a blank name', { fullName: ' \t\n ', [name]: item }],
      ['a name of 201 characters', { fullName: 'a'.repeat(201), [name]: item }],
      ['a very long name', { fullName: 'a'.repeat(100_000), [name]: item }],
      ['a number as name', { fullName: 5, [name]: item }],
      ['null as name', { fullName: null, [name]: item }],
      ['a list as name', { fullName: ['Ada'], [name]: item }],
      ['an object as name', { fullName: { first: 'Ada' }, [name]: item }],
      [
        'a name with bytes that are not UTF-8',
        Buffer.from(`{"fullName":"Zo\xff","${name}":"${item}"}`, 'latin1'),
      ],
      ['a name with U+FFFD, which replaces such bytes', { fullName: 'Zo\ufffd', [name]: item }],
      ['a name with half of a character', `{"fullName":"\\ud83c","${name}":"${item}"}`],
      ['an unknown field', { fullName, [name]: item, amount: 2 }],
      ['an order that brings its own ID', { fullName, [name]: item, orderId: 'f'.repeat(32) }],
      ['a __proto__ field', `{"fullName":"Ada","${name}":"${item}","__proto__":{"a":1}}`],
      ['a field in another case', { FullName: fullName, [name]: item }],
      ['an empty object', {}],
      ['a list', [{ fullName, [name]: item }]],
      ['a text', '"pizza"'],
      ['a number', '1'],
      ['null', 'null'],
      ['broken JSON', '{"fullName":"Ada",'],
      ['text after the JSON', `{"fullName":"Ada","${name}":"${item}"} x`],
      ['an empty body', ''],
      ['a body of blanks', '  '],
      ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
      ['very deep JSON', '['.repeat(50_000)],
    ])('%s', async (_what, body) => {
      expectProblem(await api.post(body), 400, 'REQUEST.INVALID_BODY');
    });

    it('the field of another service', async () => {
      const unknownService = { name: 'unheard-of', menu: ['anything'] } as const;
      for (const other of [unknownService, ...services.filter((one) => one !== service)]) {
        const answer = await api.post({ ...orderOf(service), [other.name]: other.menu[0] });
        expectProblem(answer, 400, 'REQUEST.INVALID_BODY');
      }
    });

    it('a request without a body', async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await api.send({ method: 'POST', path: '/orders', headers });
      expectProblem(answer, 400, 'REQUEST.INVALID_BODY');
    });
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'json',
  ])('rejects the content type %s as REQUEST.UNSUPPORTED_MEDIA_TYPE', async (contentType) => {
    const answer = await api.post(orderOf(service), { 'content-type': contentType });
    expectProblem(answer, 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE');
  });

  it("rejects a body over 10 MB with API Gateway's message, and continues to serve requests", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, ' ');

    expectGatewayMessage(await api.post(body), 413, 'Request Too Long');

    await expect(api.placed()).resolves.toBeDefined();
  });

  it('does not store rejected orders', async () => {
    const fullName = uniqueName();
    await api.post({ fullName, [name]: 'not-on-the-menu' });

    const { orders } = await api.listed({ limit: '100' });

    expect(orders.map((order) => order.fullName)).not.toContain(fullName);
  });
});
