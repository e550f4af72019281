/** The contract of order stores, which each adapter's spec runs. */
import { newestFirst, positionOf } from '../../src/domain/order-position';
import type { OrderStore } from '../../src/ports/order-store';
import { listAll } from './list-all';
import { noon, sampleOrder } from './samples';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Declares the tests of the contract; `open` returns an empty store for each test. */
export function describeOrderStore(name: string, open: () => Promise<OrderStore>): void {
  describe(`${name} as an order store`, () => {
    let store: OrderStore;
    beforeEach(async () => {
      store = await open();
    });
    const fill = async (count: number) => {
      const orders = numbers(count).map((n) => sampleOrder(n));
      for (const order of orders) await store.add(order);
      return orders.sort(newestFirst);
    };

    it('returns an order right after it was added', async () => {
      expect(await store.add(sampleOrder(1))).toEqual({ added: true });
      expect(await store.get(sampleOrder(1).orderId)).toEqual(sampleOrder(1));
    });

    it('returns undefined for an unknown order', async () => {
      expect(await store.get(sampleOrder(1).orderId)).toBeUndefined();
    });

    it('keeps the first order with an ID and returns it to the second', async () => {
      const first = sampleOrder(1);
      const second = { ...first, fullName: 'Grace', createdAt: '2026-11-22T13:00:00.000Z' };
      await store.add(first);
      expect(await store.add(second)).toEqual({ added: false, existing: first });
      expect(await store.get(first.orderId)).toEqual(first);
    });

    it('preserves every character of a name', async () => {
      const order = { ...sampleOrder(1), fullName: 'Zoë 李 👩‍🚀 "\\\u0000' };
      await store.add(order);
      expect(await store.get(order.orderId)).toEqual(order);
    });

    it('returns an empty page without orders', async () => {
      expect(await store.list({ limit: 10 })).toEqual({ orders: [], more: false });
    });

    it('lists the newest first and reports whether there are older ones', async () => {
      const orders = await fill(5);
      expect(await store.list({ limit: 4 })).toEqual({ orders: orders.slice(0, 4), more: true });
      expect(await store.list({ limit: 5 })).toEqual({ orders, more: false });
    });

    it('lists only orders before a position', async () => {
      const [first, ...older] = await fill(4);
      const after = positionOf(first ?? sampleOrder(0));
      expect(await store.list({ limit: 3, after })).toEqual({ orders: older, more: false });
      expect(await store.list({ limit: 3, after, orderDate: '2026-11-22' })).toEqual({
        orders: older,
        more: false,
      });
    });

    it('sorts orders of the same millisecond by ID', async () => {
      const orders = numbers(6).map((n) => sampleOrder(n, noon));
      for (const order of orders) await store.add(order);
      expect(await listAll(store, { limit: 2 })).toEqual(orders.sort(newestFirst));
    });

    const canceledAt = '2026-11-22T13:00:00.000Z';

    it('changes an order that meets the conditions, once', async () => {
      const order = sampleOrder(1);
      await store.add(order);
      const change = {
        set: { canceledAt },
        onlyIf: { canceledAt: { absent: true }, createdAt: { atLeast: order.createdAt } },
      } as const;
      const changed = { ...order, canceledAt };
      expect(await store.update(order.orderId, change)).toEqual({ updated: true, order: changed });
      expect(await store.get(order.orderId)).toEqual(changed);
      // The order has the new values: an attempt whose response was lost may have written them.
      expect(await store.update(order.orderId, change)).toEqual({ updated: true, order: changed });
      const later = { ...change, set: { canceledAt: '2026-11-22T14:00:00.000Z' } };
      expect(await store.update(order.orderId, later)).toEqual({
        updated: false,
        existing: changed,
      });
    });

    it.each([
      { quantity: { equals: 3 } },
      { quantity: { atLeast: 3 } },
      { quantity: { atMost: 1 } },
      { quantity: { absent: true } },
      { canceledAt: { atLeast: '' } },
      { canceledAt: { atMost: '9' } },
    ] as const)('does not change an order that does not meet %j', async (onlyIf) => {
      const order = { ...sampleOrder(1), quantity: 2 };
      await store.add(order);
      const change = { set: { note: 'later' }, onlyIf };
      expect(await store.update(order.orderId, change)).toEqual({
        updated: false,
        existing: order,
      });
      expect(await store.get(order.orderId)).toEqual(order);
    });

    it.each([{ equals: 2 }, { atLeast: 2 }, { atMost: 2 }])(
      'changes an order that meets %j',
      async (quantity) => {
        const order = { ...sampleOrder(1), quantity: 2 };
        await store.add(order);
        const change = { set: { note: 'now' }, onlyIf: { quantity } };
        expect(await store.update(order.orderId, change)).toEqual({
          updated: true,
          order: { ...order, note: 'now' },
        });
      },
    );

    it.each([
      [{ equals: 1 }, true],
      [{ atLeast: 1 }, true],
      [{ atMost: 1 }, true],
      [{ equals: 2 }, false],
      [{ atLeast: 2 }, false],
      [{ atMost: 0 }, false],
      [{ absent: true }, true],
    ] as const)(
      'applies %j to the default of a field that is not stored',
      async (quantity, updated) => {
        const order = { ...sampleOrder(1), quantity: undefined };
        await store.add(order);
        const change = { set: { note: 'now' }, onlyIf: { quantity } };
        expect(await store.update(order.orderId, change)).toMatchObject({ updated });
      },
    );

    it('does not create an order by an update', async () => {
      const { orderId } = sampleOrder(1);
      const nothing = { updated: false, existing: undefined };
      expect(await store.update(orderId, { set: { canceledAt } })).toEqual(nothing);
      expect(await store.get(orderId)).toBeUndefined();
      expect(await store.update('no ID', { set: { canceledAt } })).toEqual(nothing);
    });

    it('lists one day from its first to its last millisecond', async () => {
      const times = ['21T23:59:59.999', '22T00:00:00.000', '22T23:59:59.999', '23T00:00:00.000'];
      const orders = times.map((time, n) => sampleOrder(n, new Date(`2026-11-${time}Z`)));
      for (const order of orders) await store.add(order);
      const day = await store.list({ limit: 10, orderDate: '2026-11-22' });
      expect(day.orders.map(({ createdAt }) => createdAt)).toEqual([
        '2026-11-22T23:59:59.999Z',
        '2026-11-22T00:00:00.000Z',
      ]);
    });
  });
}
