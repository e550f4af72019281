/** Measures how many orders per second the index accepts, with the real function that computes its key. */
import { orderIdFromKey, shardOf } from '@cross-account/orders-domain';
import type { Benchmark } from '../benchmark';
import type { Plot } from '../report/result';
import { ratioFigure } from '../report/statistics';
import { PARTITION_LIMIT, accepted, writesByKey } from './simulation';

const SHARD_COUNTS = [1, 2, 4, 8, 16, 32, 64];
/** Shard counts shown in the table: that of the stage `prod`, one in between, and the maximum. */
const SHOWN = [4, 16, 64];
const SECONDS = 10;
/** Shard count and number of orders of the plot of the skew. */
const SKEW = { shards: 16, orders: 100_000 };

const shardKey = (shardCount: number) => (n: number) =>
  shardOf(orderIdFromKey('food', `order-${n}`), shardCount);

export const indexWrites: Benchmark = {
  name: 'index-writes',
  run: ({ runs = SECONDS }) => {
    const measured = SHARD_COUNTS.map((shardCount) => {
      const load = { offered: shardCount * PARTITION_LIMIT, seconds: runs };
      return { shardCount, perSecond: accepted({ ...load, keyOf: shardKey(shardCount) }) };
    });
    const figures = measured
      .filter(({ shardCount }) => SHOWN.includes(shardCount))
      .map(({ shardCount, perSecond }) =>
        ratioFigure(
          {
            id: `index-writes/${shardCount}`,
            what: `index writes accepted, shardCount ${shardCount}`,
            against: 'shardCount × 1,000/s',
            goal: 0.9,
            better: 'more',
            noise: 0.01,
          },
          { own: perSecond, other: perSecond.map(() => shardCount * PARTITION_LIMIT), unit: '/s' },
        ),
      );
    const conditions = [
      `simulated: ${runs} seconds with shardCount × 1,000 orders offered in each, each refused order counted as lost`,
    ];
    return Promise.resolve({
      figures,
      tables: [],
      plots: [throughput(measured), skew()],
      conditions,
    });
  },
};

function throughput(
  measured: readonly { readonly shardCount: number; readonly perSecond: readonly number[] }[],
): Plot {
  const mean = (values: readonly number[]) =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  const oneKeyADay = ({ shardCount }: { readonly shardCount: number }) =>
    accepted({ offered: shardCount * PARTITION_LIMIT, seconds: 1, keyOf: () => 'day' })[0] ?? 0;
  return {
    name: 'performance-index-writes',
    title: 'Index writes accepted when shardCount × 1,000/s are offered',
    x: { title: 'shardCount', labels: SHARD_COUNTS.map(String) },
    y: 'orders/s',
    series: [
      { name: 'offered', shape: 'line', values: SHARD_COUNTS.map((one) => one * PARTITION_LIMIT) },
      { name: 'one key a day', shape: 'line', values: measured.map(oneKeyADay) },
      { name: 'shards', shape: 'line', values: measured.map(({ perSecond }) => mean(perSecond)) },
    ],
  };
}

function skew(): Plot {
  const writes = writesByKey(shardKey(SKEW.shards), 0, SKEW.orders);
  const shards = Array.from({ length: SKEW.shards }, (_, shard) => shard);
  return {
    name: 'performance-skew',
    title: `${SKEW.orders.toLocaleString('en-US')} orders over ${SKEW.shards} shards`,
    x: { title: 'shard', labels: shards.map(String) },
    y: 'orders',
    series: [
      { name: 'orders', shape: 'bars', values: shards.map((shard) => writes.get(shard) ?? 0) },
    ],
  };
}
