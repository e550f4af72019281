import * as fc from 'fast-check';
import type { Order } from '../../../src/domain/order';
import { newestFirst } from '../../../src/domain/order-position';
import { shardOf } from '../../../src/domain/sharding';
import { sampleOrder } from '../../support/samples';
import { newestOfShards, type ReadShard } from '../../../src/adapters/dynamodb/merge-shards';

/** Returns shards in memory whose pages are shortened by `cut`, like pages of 1 MB. */
function shardsOf(orders: readonly Order[], shardCount: number, cut: (limit: number) => number) {
  const reads: number[] = [];
  const read: ReadShard<number> = (shard, limit, resume = 0) => {
    reads.push(shard);
    const all = orders
      .filter(({ orderId }) => shardOf(orderId, shardCount) === shard)
      .sort(newestFirst);
    const end = resume + Math.min(limit, cut(limit));
    return Promise.resolve({
      orders: all.slice(resume, end),
      resume: end < all.length ? end : undefined,
    });
  };
  return { read, reads };
}

const many = (count: number) => Array.from({ length: count }, (_, n) => sampleOrder(n));

describe('newestOfShards', () => {
  it('finds the newest orders even if pages are short', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 80 }),
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 }),
        async (shardCount, limit, count, cuts) => {
          const orders = many(count);
          let calls = 0;
          const cut = () => (calls++ % 7 === 6 ? 3 : (cuts[calls % cuts.length] ?? 1));
          const { read } = shardsOf(orders, shardCount, cut);
          expect(await newestOfShards(read, shardCount, limit)).toEqual(
            orders.sort(newestFirst).slice(0, limit),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('queries each shard once if orders are spread evenly', async () => {
    const { read, reads } = shardsOf(many(2_000), 16, (limit) => limit);
    expect(await newestOfShards(read, 16, 51)).toHaveLength(51);
    expect(reads.length).toBeLessThanOrEqual(18);
  });

  it('first queries a shard for its mean share plus three standard deviations and one', async () => {
    const limits: number[] = [];
    const noOrders: ReadShard<number> = (_shard, limit) => {
      limits.push(limit);
      return Promise.resolve({ orders: [] });
    };
    await newestOfShards(noOrders, 4, 64);
    expect(limits).toEqual([29, 29, 29, 29]); // 16 + 3 * 4 + 1
  });

  it('stops when it has enough orders', async () => {
    const { read, reads } = shardsOf(many(5), 1, (limit) => limit);
    expect(await newestOfShards(read, 1, 2)).toHaveLength(2);
    expect(reads).toEqual([0]);
  });

  it('queries only a shard again that has more than its share', async () => {
    const inOneShard = many(2_000).filter(({ orderId }) => shardOf(orderId, 16) === 3);
    const { read, reads } = shardsOf(inOneShard, 16, (limit) => limit);
    expect(await newestOfShards(read, 16, 51)).toEqual(inOneShard.sort(newestFirst).slice(0, 51));
    expect(reads).toHaveLength(17);
  });
});
