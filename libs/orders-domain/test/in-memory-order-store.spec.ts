import { storedValues, type Order } from '../src/domain/order';
import { inMemoryOrderStore } from './support/in-memory-order-store';
import { describeOrderStore } from './support/order-store-contract';
import { parcel, soup } from './support/samples';
import { inMemoryOrders, orderOf } from './support/own-calls';

const fields = { ...soup.fields, ...soup.state };
const withDefaults = (order: Order) => ({ ...order, ...storedValues(fields, order) });

describeOrderStore('memory', () => Promise.resolve(inMemoryOrderStore(withDefaults)));

it('returns the default of a state that is not stored, as the table does', async () => {
  const orders = inMemoryOrders(parcel);
  const order = orderOf(parcel);
  await orders.add(order);
  const placed = { status: 'placed' };
  expect(await orders.get(order.orderId)).toMatchObject(placed);
  expect(await orders.list({ limit: 1 })).toMatchObject({ orders: [placed] });
  expect(await orders.add(order)).toMatchObject({ existing: placed });
  const send = { set: { status: 'sent' }, onlyIf: { status: { equals: 'placed' } } } as const;
  expect(await orders.update(order.orderId, send)).toMatchObject({ order: { status: 'sent' } });
  const delay = { ...send, set: { status: 'placed' } } as const;
  expect(await orders.update(order.orderId, delay)).toMatchObject({
    updated: false,
    existing: { status: 'sent' },
  });
});
