/**
 * Which writes DynamoDB accepts: each partition takes 1,000 write units a second, and an index entry of up to
 * 1 KB is one unit. A key with a rising sort key, as both of the compared indexes have, stays in one partition.
 * Burst capacity is left out, since it ends after some minutes, and a refused write is not tried again.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */

/** Write units a second. */
export const PARTITION_LIMIT = 1000;

export interface Load {
  /** Orders a second. */
  readonly offered: number;
  readonly seconds: number;
  /** The index's partition key of the n-th order. */
  readonly keyOf: (n: number) => string | number;
}

/** Returns how many writes are accepted in each second. */
export function accepted({ offered, seconds, keyOf }: Load): readonly number[] {
  return Array.from({ length: seconds }, (_, second) => {
    const writes = writesByKey(keyOf, second * offered, (second + 1) * offered);
    return sum([...writes.values()].map((count) => Math.min(count, PARTITION_LIMIT)));
  });
}

/** Returns how many of the orders from one number up to another have each key. */
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
