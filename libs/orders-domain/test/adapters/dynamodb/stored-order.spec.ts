import { positionOf } from '../../../src/domain/order-position';
import { shardOf } from '../../../src/domain/sharding';
import { sampleOrder } from '../../support/samples';
import { fromItem, fromRefusal, toItem } from '../../../src/adapters/dynamodb/stored-order';

const order = sampleOrder(1);

describe('an order in the table', () => {
  it('has its fields, its shard and its position', () => {
    expect(toItem(order, 4)).toEqual({
      ...order,
      shard: shardOf(order.orderId, 4),
      createdAtOrderId: positionOf(order),
    });
  });

  it('is the order again, without the keys of the index', () => {
    expect(fromItem(toItem(order, 4))).toEqual(order);
  });

  it('is read from the types of the wire', () => {
    const wire = Object.entries(order).map(([name, S]): [string, object] => [name, { S }]);
    expect(fromRefusal({ ...Object.fromEntries(wire), shard: { N: '1' } })).toEqual(order);
  });

  it.each([
    [{ ...order, orderId: 'a' }, 'orderId'],
    [{ ...order, orderId: undefined, fullName: 7 }, 'orderId, fullName'],
  ])('is not %j', (item, fields) => {
    const message = `an item of the orders table is not an order: ${fields}`;
    expect(() => fromItem(item)).toThrow(new Error(message));
  });
});
