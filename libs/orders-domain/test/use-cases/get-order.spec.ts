import { inMemoryOrderStore } from '../support/in-memory-order-store';
import { sampleOrder } from '../support/samples';
import { getOrder } from '../../src/use-cases/get-order';

describe('getOrder', () => {
  it('finds an order', async () => {
    const orders = inMemoryOrderStore();
    await orders.add(sampleOrder(1));
    expect(await getOrder({ orders })(sampleOrder(1).orderId)).toEqual(sampleOrder(1));
  });

  it.each([undefined, '', 'a', 'A'.repeat(32), `${'a'.repeat(32)}\n`, '__proto__'])(
    'makes no call for %j',
    async (orderId) => {
      const get = jest.fn();
      await expect(getOrder({ orders: { get } })(orderId)).rejects.toMatchObject({
        code: 'ORDER.NOT_FOUND',
      });
      expect(get).not.toHaveBeenCalled();
    },
  );

  it('fails if the order does not exist', async () => {
    await expect(getOrder({ orders: inMemoryOrderStore() })('a'.repeat(32))).rejects.toMatchObject({
      name: 'OrderError',
      code: 'ORDER.NOT_FOUND',
      message: 'There is no order with this orderId.',
    });
  });
});
