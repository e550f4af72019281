import { orderIdFromKey } from '../../src/domain/order-id';
import { checkShardCount, maxShardCount, shardOf } from '../../src/domain/sharding';

describe('the shard count', () => {
  it.each([1, 2, 64])('may be %d', (count) => {
    expect(checkShardCount(count)).toBe(count);
  });

  it.each([0, -1, 65, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('must not be %d', (count) => {
    expect(() => checkShardCount(count)).toThrow(
      `shardCount must be between 1 and ${maxShardCount}, got ${count}`,
    );
  });
});

/** With another shard or ID, stored orders would not be found any more. */
describe('a stored order', () => {
  it.each([
    ['00000007ffffffffffffffffffffffff', 8, 7],
    ['00000008000000000000000000000000', 8, 0],
    ['ffffffff000000000000000000000000', 64, 63],
    ['0000000a000000000000000000000000', 3, 1],
  ])('has %s of %d shards in %d', (orderId, shardCount, shard) => {
    expect(shardOf(orderId, shardCount)).toBe(shard);
  });

  it('has the ID that its idempotency key has always had', () => {
    expect(orderIdFromKey('food', 'k')).toBe('b85419dbd0223350b2064f809a4d7a28');
  });
});
