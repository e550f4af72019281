/**
 * Simulates which writes DynamoDB accepts: each partition accepts 1,000 write units per second, and an index
 * entry of up to 1 KB takes one unit. A partition key whose sort keys only increase, as in both of the
 * compared indexes, stays in one partition. Burst capacity is ignored, since it is used up after some
 * minutes, and a throttled write is not retried.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */

/** Write units per second. */
export const PARTITION_LIMIT = 1000;

export interface Load {
  /** Orders per second. */
  readonly offered: number;
  readonly seconds: number;
  /** Returns the index's partition key of the nth order. */
  readonly keyOf: (n: number) => string | number;
}

/** Returns the number of accepted writes in each second. */
export function accepted({ offered, seconds, keyOf }: Load): readonly number[] {
  return Array.from({ length: seconds }, (_, second) => {
    const writes = writesByKey(keyOf, second * offered, (second + 1) * offered);
    return sum([...writes.values()].map((count) => Math.min(count, PARTITION_LIMIT)));
  });
}

/** Returns the number of orders with each key, of the orders in a range of numbers. */
export function writesByKey(
  keyOf: Load['keyOf'],
  from: number,
  to: number,
): ReadonlyMap<string | number, number> {
  const writes = new Map<string | number, number>();
  for (let n = from; n < to; n++) {
    const key = keyOf(n);
    writes.set(key, (writes.get(key) ?? 0) + 1);
  }
  return writes;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
