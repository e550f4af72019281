import { randomOrderId } from '../../src/domain/order-id';
import type { OrderWriter } from '../../src/ports/order-store';
import { inMemoryOrderStore } from '../support/in-memory-order-store';
import { listAll } from '../support/list-all';
import { noon } from '../support/samples';
import { placeOrder } from '../../src/use-cases/place-order';

const command = {
  serviceName: 'food',
  request: { fullName: 'Ada', item: 'pizza', note: undefined, quantity: 1 },
};
const withKey = { ...command, idempotencyKey: 'k' };

/** Returns a clock that never returns the same time twice. */
function ticking(): () => Date {
  let ms = noon.getTime();
  return () => new Date(ms++);
}

function setup(newOrderId = randomOrderId) {
  const store = inMemoryOrderStore();
  const place = placeOrder({ orders: store, now: ticking(), newOrderId });
  return { store, place };
}

describe('placeOrder with a key', () => {
  it('places one order regardless of how often the request is sent', async () => {
    const { store, place } = setup();
    const first = await place(withKey);
    const repeats = await Promise.all([place(withKey), place(withKey)]);
    expect(first.replayed).toBe(false);
    expect(repeats).toEqual(repeats.map(() => ({ order: first.order, replayed: true })));
    expect(await listAll(store, { limit: 10 })).toEqual([first.order]);
  });

  it.each([{ fullName: 'Grace' }, { item: 'salat' }, { note: 'hot' }, { quantity: 2 }])(
    'rejects the key for another order: %j',
    async (change) => {
      const { store, place } = setup();
      const { order } = await place(withKey);
      const other = { ...withKey, request: { ...command.request, ...change } };
      await expect(place(other)).rejects.toMatchObject({
        name: 'OrderError',
        code: 'ORDER.IDEMPOTENCY_KEY_REUSED',
        message:
          'This Idempotency-Key has placed a different order before. Use a new key for a new order.',
      });
      expect(await store.get(order.orderId)).toEqual(order);
    },
  );

  it('rejects the key if a field of the order is omitted', async () => {
    const { place } = setup();
    await place({ ...withKey, request: { ...command.request, note: 'hot' } });
    await expect(place(withKey)).rejects.toMatchObject({ code: 'ORDER.IDEMPOTENCY_KEY_REUSED' });
  });

  it('replays an order that was changed since', async () => {
    const { store, place } = setup();
    const { order } = await place(withKey);
    await store.update(order.orderId, { set: { canceledAt: '2026-11-22T13:00:00.000Z' } });
    expect(await place(withKey)).toEqual({
      replayed: true,
      order: { ...order, canceledAt: '2026-11-22T13:00:00.000Z' },
    });
  });

  it('does not treat its own retried write as a replay', async () => {
    const place = placeOrder({
      orders: retryingWriter(),
      now: ticking(),
      newOrderId: randomOrderId,
    });
    expect(await place(withKey)).toMatchObject({ replayed: false });
  });
});

describe('placeOrder without a key', () => {
  it('places two orders for two requests', async () => {
    const { store, place } = setup();
    await place(command);
    await place(command);
    expect(await listAll(store, { limit: 10 })).toHaveLength(2);
  });

  it('returns its own order after a retried write', async () => {
    const orders = retryingWriter();
    const placed = await placeOrder({ orders, now: ticking(), newOrderId: () => 'a'.repeat(32) })(
      command,
    );
    expect(placed).toMatchObject({ replayed: false, order: { orderId: 'a'.repeat(32) } });
  });

  it('generates a new ID if another order has the first one', async () => {
    const ids = ['a', 'a', 'b'].map((digit) => digit.repeat(32));
    const { store, place } = setup(() => ids.shift() ?? '');
    await place(command);
    expect((await place(command)).order.orderId).toBe('b'.repeat(32));
    expect(await listAll(store, { limit: 10 })).toHaveLength(2);
  });

  it("fails rather than return someone else's order", async () => {
    const newOrderId = jest.fn(() => 'a'.repeat(32));
    const { place } = setup(newOrderId);
    await place(command);
    await expect(place(command)).rejects.toThrow('the random number generator is broken');
    expect(newOrderId).toHaveBeenCalledTimes(1 + 2);
  });
});

/** Returns a writer whose first response is lost, so that its retry finds its own order. */
function retryingWriter(): OrderWriter {
  const store = inMemoryOrderStore();
  return {
    add: async (order) => {
      await store.add(order);
      return store.add(order);
    },
  };
}
