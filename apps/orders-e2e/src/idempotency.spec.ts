import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from './support/eventually';
import { orderOf, ordersApi, uniqueName } from './support/orders-api';
import { expectJson, expectProblem, placedSchema } from './support/expect-response';
import { services } from './support/services';

const someKey = () => ({ 'idempotency-key': randomUUID() });

describe.each(services)('an Idempotency-Key at $name', (service) => {
  const api = ordersApi(service);
  afterAll(api.close);

  /** Returns the number of orders with a name, once there are as many as expected. */
  const countOf = (fullName: string, expected: number) =>
    eventually(
      async () => {
        const { orders } = await api.listed({ limit: '100' });
        return orders.filter((order) => order.fullName === fullName).length;
      },
      (count) => count >= expected,
    );

  it('replays the first 201 if the key repeats, also later', async () => {
    const [key, body] = [someKey(), orderOf(service)];
    const first = await api.post(body, key);
    await sleep(5);

    const second = await api.post(body, key);

    expectJson(second, 201, placedSchema(service));
    expect(second.text).toBe(first.text);
    expect(second.headers.location).toBe(first.headers.location);
  });

  it('replays if the body differs only in formatting', async () => {
    const key = someKey();
    const { fullName, ...item } = orderOf(service);
    const first = await api.post({ fullName, ...item }, key);

    const second = await api.post(
      JSON.stringify({ ...item, fullName: ` ${String(fullName)} ` }, null, 2),
      key,
    );

    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
  });

  const others: [string, (fullName: string) => unknown][] = [
    ['name', () => orderOf(service)],
    ...service.menu
      .slice(1, 2)
      .map((item): (typeof others)[number] => [
        'item',
        (fullName) => orderOf(service, fullName, item),
      ]),
  ];
  it.each(others)(
    'rejects a repeated key with another %s, and keeps the first order',
    async (_what, other) => {
      const [key, fullName] = [someKey(), uniqueName()];
      const first = await api.placed(fullName, key);

      const answer = await api.post(other(fullName), key);

      expectProblem(answer, 422, 'ORDER.IDEMPOTENCY_KEY_REUSED');
      await expect(api.got(first.orderId)).resolves.toEqual(first);
    },
  );

  it('does not reveal the first order to a caller who guesses its key', async () => {
    const [key, fullName] = [someKey(), uniqueName()];
    await api.placed(fullName, key);

    const answer = await api.post(orderOf(service), key);

    expect(answer.text).not.toContain(fullName);
  });

  it('creates one order for 20 concurrent requests', async () => {
    const [key, fullName] = [someKey(), uniqueName()];
    const body = orderOf(service, fullName);

    const answers = await Promise.all(Array.from({ length: 20 }, () => api.post(body, key)));

    for (const answer of answers) expectJson(answer, 201, placedSchema(service));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await expect(countOf(fullName, 1)).resolves.toBe(1);
  });

  it('accepts one of two different concurrent orders', async () => {
    const key = someKey();
    const bodies = Array.from({ length: 10 }, () => orderOf(service));

    const answers = await Promise.all(bodies.map((body) => api.post(body, key)));

    const [won, ...lost] = answers.sort((a, b) => a.status - b.status);
    expect(won?.status).toBe(201);
    for (const answer of lost) expectProblem(answer, 422, 'ORDER.IDEMPOTENCY_KEY_REUSED');
  });

  it('is not used up by a rejected order', async () => {
    const key = someKey();
    expectProblem(
      await api.post(orderOf(service, 'Ada', 'not-on-the-menu'), key),
      400,
      'REQUEST.INVALID_BODY',
    );

    await expect(api.placed(uniqueName(), key)).resolves.toBeDefined();
  });

  it('is case-sensitive', async () => {
    const key = `key-${randomUUID()}`;
    const fullName = uniqueName();

    await api.placed(fullName, { 'idempotency-key': key });
    await api.placed(fullName, { 'idempotency-key': key.toUpperCase() });

    await expect(countOf(fullName, 2)).resolves.toBe(2);
  });

  it.each([
    ['1 character', () => '~'],
    ['255 characters', () => randomUUID().padEnd(255, 'k')],
    ['all kinds of printable characters', () => `"{}'\\ %00 $ ${randomUUID()}`],
  ])('accepts %s', async (_what, key) => {
    const headers = { 'idempotency-key': key() };
    // Another run may have used such a short key before; it only matters that it is accepted.
    const { status } = await api.post(orderOf(service), headers);
    expect([201, 422]).toContain(status);
  });

  it.each([
    ['is empty', ''],
    ['has 256 characters', 'k'.repeat(256)],
    ['is not ASCII', 'clé'],
    ['holds a tab', 'a\tb'],
  ])('is rejected as REQUEST.INVALID_PARAMETER if it %s', async (_what, key) => {
    const answer = await api.post(orderOf(service), { 'idempotency-key': key });
    expectProblem(answer, 400, 'REQUEST.INVALID_PARAMETER');
  });

  it('is rejected if it is sent twice with different values', async () => {
    const answer = await api.post(orderOf(service), { 'idempotency-key': ['a', 'b'] });
    expectProblem(answer, 400, 'REQUEST.INVALID_PARAMETER');
  });

  it('applies to one service only', async () => {
    const key = someKey();
    const own = await api.placed(uniqueName(), key);

    for (const other of services.filter((candidate) => candidate !== service)) {
      const otherApi = ordersApi(other);
      const order = await otherApi.placed(uniqueName(), key);
      otherApi.close();
      expect(order.orderId).not.toBe(own.orderId);
    }
  });
});
