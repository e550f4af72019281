import { positionOf } from '../../../src/domain/order-position';
import { shardOf } from '../../../src/domain/sharding';
import { food, sampleOrder, soup } from '../../support/samples';
import { conflictingItem, itemReader, toItem } from '../../../src/adapters/dynamodb/stored-order';

const order = { ...sampleOrder(1), quantity: 2, note: 'hot' };
const fromItem = itemReader(soup);

describe('an order in the table', () => {
  it('has its fields, its shard and its position', () => {
    expect(toItem(order, 4)).toEqual({
      ...order,
      shard: shardOf(order.orderId, 4),
      createdAtOrderId: positionOf(order),
    });
  });

  it('is read back without the keys of the index', () => {
    expect(fromItem(toItem(order, 4))).toEqual(order);
  });

  it("is read from DynamoDB's wire format", () => {
    const wire = Object.entries(order).map(([name, value]): [string, object] => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]);
    const item = { ...Object.fromEntries(wire), shard: { N: '1' } } as never;
    expect(fromItem(conflictingItem(item))).toEqual(order);
  });

  it('has the defaults of fields that were added later, and no optional ones', () => {
    const { quantity, note, ...old } = order;
    expect({ quantity, note }).toEqual({ quantity: 2, note: 'hot' });
    const read = fromItem(toItem(old, 4));
    expect(read).toEqual({ ...old, quantity: 1 });
    expect(read).not.toHaveProperty('note');
    expect(read).not.toHaveProperty('canceledAt');
  });

  it('is readable even if a stricter rule was added later', () => {
    const long = { ...order, quantity: 99, note: 'x'.repeat(501) };
    expect(fromItem(toItem(long, 4))).toEqual(long);
  });

  it('has no field of another service', () => {
    const { quantity, note, ...base } = order;
    expect({ quantity, note }).toEqual({ quantity: 2, note: 'hot' });
    expect(itemReader(food)(toItem(order, 4))).toEqual(base);
  });

  it.each([
    [{ ...order, orderId: 'a' }, 'orderId'],
    [{ ...order, orderId: undefined, fullName: 7 }, 'orderId, fullName'],
  ])('is not %j', (item, fields) => {
    const message = `an item of the orders table is not an order: ${fields}`;
    expect(() => fromItem(item)).toThrow(new Error(message));
  });
});
