import { orderOf, ordersApi, placeSequentially } from './support/orders-api';
import { eventually } from './support/eventually';
import { expectProblem, type Order } from './support/expect-response';
import { services } from './support/services';

/** A day without orders. */
const LONG_AGO = '2001-01-01';

const byNewest = (a: Order, b: Order) =>
  `${a.createdAt}#${a.orderId}` < `${b.createdAt}#${b.orderId}` ? 1 : -1;
const idsOf = (orders: readonly Order[]) => orders.map(({ orderId }) => orderId);

describe.each(services)('GET /orders of $name', (service) => {
  const api = ordersApi(service);
  /** The orders that are placed before the tests, newest first. */
  let placed: readonly Order[];
  /** All orders that these tests have placed and that were listed. */
  const known: Order[] = [];

  /** Places new orders, at the end of the list where skipped orders can be detected. */
  const placeNewest = async (count: number) => {
    const orders = await placeSequentially(api, count);
    await eventually(
      async () => idsOf((await api.listed({ limit: '100' })).orders),
      (listed) => idsOf(orders).every((id) => listed.includes(id)),
    );
    known.push(...orders);
    return orders;
  };

  /** Returns the known orders that are missing in pages that were read from the newest order on. */
  const skippedBy = (walked: readonly Order[]) => {
    const last = walked.at(-1);
    return known.filter(
      (order) =>
        (last === undefined || byNewest(order, last) < 0) && !idsOf(walked).includes(order.orderId),
    );
  };

  beforeAll(async () => {
    placed = await placeNewest(12);
  });
  afterAll(api.close);

  /** Reads pages up to the oldest of the placed orders: a deployed stage may have any number of orders. */
  const walk = async (
    query: { readonly limit: string; readonly orderDate?: string },
    afterEachPage: () => Promise<unknown> = () => Promise.resolve(),
  ) => {
    const oldest = placed.at(-1);
    const walked: Order[] = [];
    for await (const { orders } of api.pages(query)) {
      walked.push(...orders);
      await afterEachPage();
      if (oldest === undefined || orders.some(({ createdAt }) => createdAt < oldest.createdAt))
        break;
    }
    return walked;
  };

  /** Returns a token whose page does not change: orders that other tests place concurrently are newer. */
  const tokenAmongPlaced = async () => {
    for await (const { orders, nextToken } of api.pages({ limit: '5' })) {
      const isReached = orders.some(({ orderId }) => idsOf(placed).includes(orderId));
      if (isReached && nextToken !== undefined) return nextToken;
    }
    throw new Error('No page among the placed orders has a successor.');
  };

  it('lists the orders of all days, newest first', async () => {
    const orders = await walk({ limit: '100' });

    const own = orders.filter(({ orderId }) => idsOf(placed).includes(orderId));
    expect(own).toEqual([...placed].sort(byNewest));
    expect(orders).toEqual([...orders].sort(byNewest));
  });

  it('lists an order as soon as the index has it', async () => {
    const order = await api.placed();

    const { orders } = await eventually(
      () => api.listed(),
      (page) => idsOf(page.orders).includes(order.orderId),
    );

    expect(orders).toContainEqual(order);
  });

  it('lists the orders of one day only', async () => {
    for (const orderDate of new Set(placed.map((order) => order.orderDate))) {
      const ofThatDay = placed.filter((order) => order.orderDate === orderDate);

      const orders = await walk({ orderDate, limit: '100' });

      expect(idsOf(orders)).toEqual(expect.arrayContaining(idsOf(ofThatDay)));
      expect(orders.filter((order) => order.orderDate !== orderDate)).toEqual([]);
    }
  });

  it.each([LONG_AGO, '2024-02-29', '9999-12-31'])(
    'lists nothing for the empty day %s',
    async (orderDate) => {
      await expect(api.listed({ orderDate })).resolves.toEqual({ orders: [] });
    },
  );

  it('does not list the orders of another service', async () => {
    for (const other of services.filter((candidate) => candidate !== service)) {
      const otherApi = ordersApi(other);
      const { orders } = await otherApi.listed({ limit: '100' });
      otherApi.close();
      expect(idsOf(orders).filter((id) => idsOf(placed).includes(id))).toEqual([]);
    }
  });

  it.each([
    'orderDate=2001-01-01;limit=1',
    `limit=1&orderDate=${LONG_AGO}`,
    `&orderDate=${LONG_AGO};`,
  ])('accepts ?%s, with either separator', async (query) => {
    const { text, status } = await api.send({ path: `/orders?${query}` });
    expect({ status, text }).toEqual({ status: 200, text: '{"orders":[]}' });
  });

  it.each(['colour=a|b', 'colour={', '}=1', 'limit=1&x=|'])(
    'rejects ?%s as REQUEST.MALFORMED: it has to be percent-encoded',
    async (query) => {
      expectProblem(await api.send({ path: `/orders?${query}` }), 400, 'REQUEST.MALFORMED');
      const { status } = await api.send({ path: `/orders?${encodeURI(query)}` });
      expect(status).toBe(200);
    },
  );

  it('ignores an unknown query parameter', async () => {
    const { text, status } = await api.send({
      path: `/orders?orderDate=${LONG_AGO}&colour=red&__proto__=1`,
    });
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 200,
      body: { orders: [] },
    });
  });

  describe('in pages', () => {
    it.each(['1', '5', '11'])(
      'returns at most %s orders, and a token if there are more',
      async (limit) => {
        await placeNewest(3);

        const { orders, nextToken } = await api.listed({ limit });

        expect(skippedBy(orders)).toEqual([]);
        expect(orders).toHaveLength(Number(limit));
        expect(nextToken).toBeDefined();
      },
    );

    it.each(['3', '7', '100'])(
      'of %s, returns every order exactly once, newest first',
      async (limit) => {
        await placeNewest(5);

        const walked = await walk({ limit });

        expect(skippedBy(walked)).toEqual([]);
        expect(idsOf(walked)).toEqual(expect.arrayContaining(idsOf(placed)));
        expect(new Set(idsOf(walked)).size).toBe(walked.length);
        expect(walked).toEqual([...walked].sort(byNewest));
      },
    );

    it('of one day, returns every order of the day exactly once', async () => {
      const [newest] = await placeNewest(5);
      const orderDate = newest?.orderDate ?? '';

      const walked = await walk({ limit: '4', orderDate });

      expect(walked.filter((order) => order.orderDate !== orderDate)).toEqual([]);
      expect(skippedBy(walked).filter((order) => order.orderDate === orderDate)).toEqual([]);
      expect(new Set(idsOf(walked)).size).toBe(walked.length);
    });

    it('returns every order exactly once while others are placed', async () => {
      await placeNewest(5);
      const late: Order[] = [];

      const walked = await walk({ limit: '3' }, async () => {
        late.push(...(await Promise.all([api.placed(), api.placed()])));
      });

      expect(skippedBy(walked)).toEqual([]);
      expect(idsOf(walked)).toEqual(expect.arrayContaining(idsOf(placed)));
      expect(new Set(idsOf(walked)).size).toBe(walked.length);
      expect(idsOf(walked).filter((id) => idsOf(late).includes(id))).toEqual([]);
    });

    it('returns the same page for the same token, even if orders are placed in between', async () => {
      const nextToken = await tokenAmongPlaced();
      const first = await api.listed({ limit: '2', nextToken });
      await api.placed();

      await expect(api.listed({ limit: '2', nextToken })).resolves.toEqual(first);
    });

    it('accepts another limit for the next page', async () => {
      await placeNewest(8);
      const { orders: before, nextToken = '' } = await api.listed({ limit: '3' });
      const { orders: after } = await api.listed({ limit: '5', nextToken });

      const both = [...before, ...after];
      expect(skippedBy(both)).toEqual([]);
      expect(new Set(idsOf(both)).size).toBe(8);
      expect(both).toEqual([...both].sort(byNewest));
    });

    it('returns 50 orders without a limit', async () => {
      await placeNewest(51);

      const { orders, nextToken } = await api.listed();

      expect(skippedBy(orders)).toEqual([]);
      expect(orders).toHaveLength(50);
      expect(nextToken).toBeDefined();
    });
  });

  it.each([
    'orderDate=2026-02-30',
    'orderDate=2025-02-29',
    'orderDate=2026-13-01',
    'orderDate=2026-2-3',
    'orderDate=20260203',
    'orderDate=2026-02-03T00:00:00Z',
    'orderDate=nonsense',
    'orderDate=',
    'orderDate',
    'orderDate=%zz',
    'orderDate=%FF',
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=1e1',
    'limit=0x10',
    'limit=%2B5',
    'limit=99999999999999999999',
    'limit=abc',
    'limit=',
    'limit=1&limit=2',
    'limit=1;limit=2',
    'limit=+5',
    'limit=5%00',
    'limit=toString',
  ])('rejects ?%s as REQUEST.INVALID_PARAMETER', async (query) => {
    expectProblem(await api.send({ path: `/orders?${query}` }), 400, 'REQUEST.INVALID_PARAMETER');
  });

  describe('rejects as REQUEST.INVALID_CURSOR', () => {
    it.each([
      ['nonsense', 'nonsense'],
      ['nothing', ''],
      ['JSON that is not ours', Buffer.from('{}').toString('base64url')],
      ['null', Buffer.from('null').toString('base64url')],
      ['bytes that are not UTF-8', '%FF%FE'],
      ['a very long text', 'a'.repeat(4_000)],
    ])('%s as nextToken', async (_what, nextToken) => {
      const answer = await api.send({ path: `/orders?nextToken=${nextToken}` });
      expectProblem(answer, 400, 'REQUEST.INVALID_CURSOR');
    });

    it.each([
      ['shortened', (token: string) => token.slice(0, -3)],
      ['lengthened', (token: string) => `${token}AAAA`],
      ['doubled', (token: string) => `${token}${token}`],
    ])('a %s nextToken', async (_what, changed) => {
      const { nextToken = '' } = await api.listed({ limit: '1' });
      const answer = await api.list({ nextToken: changed(nextToken) });
      expectProblem(answer, 400, 'REQUEST.INVALID_CURSOR');
    });

    it('a nextToken of another service', async () => {
      for (const other of services.filter((candidate) => candidate !== service)) {
        const otherApi = ordersApi(other);
        await otherApi.placed();
        await otherApi.placed();
        const { nextToken = '' } = await eventually(
          () => otherApi.listed({ limit: '1' }),
          (page) => page.nextToken !== undefined,
        );
        otherApi.close();
        expectProblem(await api.list({ nextToken }), 400, 'REQUEST.INVALID_CURSOR');
      }
    });

    it.each<[string, (content: Record<string, unknown>) => unknown]>([
      [
        'another position',
        ({ after, ...rest }) => ({
          ...rest,
          after: String(after).replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        }),
      ],
      ['another day', (content) => ({ ...content, orderDate: LONG_AGO })],
      ['another version', (content) => ({ ...content, v: 1 })],
      ['the form before this one', ({ after }) => ({ v: 1, after })],
    ])('a nextToken that was modified to contain %s', async (_what, edit) => {
      const { nextToken = '' } = await api.listed({ limit: '1' });
      const content = JSON.parse(Buffer.from(nextToken, 'base64url').toString()) as Record<
        string,
        unknown
      >;
      const edited = Buffer.from(JSON.stringify(edit(content))).toString('base64url');
      expectProblem(await api.list({ nextToken: edited }), 400, 'REQUEST.INVALID_CURSOR');
    });

    it('a nextToken for another orderDate, for one or for none', async () => {
      const orderDate = placed[0]?.orderDate ?? '';
      const { nextToken: ofDay = '' } = await api.listed({ limit: '1', orderDate });
      const { nextToken: ofAll = '' } = await api.listed({ limit: '1' });

      for (const query of [
        { nextToken: ofDay, orderDate: LONG_AGO },
        { nextToken: ofDay },
        { nextToken: ofAll, orderDate },
      ]) {
        expectProblem(await api.list(query), 400, 'REQUEST.INVALID_CURSOR');
      }
    });
  });

  it('ignores a body', async () => {
    const body = JSON.stringify(orderOf(service));
    const answer = await api.send({ path: `/orders?orderDate=${LONG_AGO}`, body });
    expect(answer).toMatchObject({ status: 200, text: '{"orders":[]}' });
  });
});
