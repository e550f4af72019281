import { oneOf } from '../src/domain/fields';
import { defineService } from '../src/domain/service';
import { inMemoryOrderStore } from './support/in-memory-order-store';
import { describeOrderStore } from './support/order-store-contract';
import { inMemoryOrders, orderOf } from './support/own-calls';

describeOrderStore('memory', () => Promise.resolve(inMemoryOrderStore()));

it('returns the default of a state that is not stored, as the table does', async () => {
  const status = { values: ['placed', 'sent'], default: 'placed', description: '' } as const;
  const parcel = defineService({
    name: 'parcel',
    items: ['box'],
    state: { status: oneOf(status) },
  });
  const orders = inMemoryOrders(parcel);
  const order = orderOf(parcel);
  await orders.add(order);
  const placed = { status: 'placed' };
  expect(await orders.get(order.orderId)).toMatchObject(placed);
  expect(await orders.list({ limit: 1 })).toMatchObject({ orders: [placed] });
  expect(await orders.add(order)).toMatchObject({ existing: placed });
  const change = { set: { status: 'sent' }, onlyIf: { status: { equals: 'placed' } } } as const;
  expect(await orders.update(order.orderId, change)).toMatchObject({
    updated: false,
    existing: placed,
  });
  const first = { ...change, onlyIf: { status: { absent: true } } } as const;
  expect(await orders.update(order.orderId, first)).toMatchObject({ order: { status: 'sent' } });
});
