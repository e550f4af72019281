/**
 * One partition of an index takes 1,000 writes a second, so orders are spread over shards.
 * A service's shard count may only grow: a reader asks shards 0 to count - 1, and would miss the orders of a
 * shard that was taken away.
 */

/** The most shards that a page of orders may have to ask in parallel. */
export const maxShardCount = 64;

/** @throws Error naming limit and value */
export function checkShardCount(shardCount: number): number {
  if (!Number.isInteger(shardCount) || shardCount < 1 || shardCount > maxShardCount) {
    throw new Error(`shardCount must be between 1 and ${maxShardCount}, got ${shardCount}`);
  }
  return shardCount;
}

/** The shard of an order: 0 to shardCount - 1. IDs are hashes or random, so their digits spread evenly. */
export function shardOf(orderId: string, shardCount: number): number {
  return Number.parseInt(orderId.slice(0, 8), 16) % shardCount;
}
