/**
 * A partition of an index is limited to 1,000 writes a second, so orders are spread over shards. A service's
 * shard count may only grow: a reader queries shards 0 to count - 1, and would miss the orders of a removed shard.
 */

/** The maximum number of shards, which are queried in parallel. */
export const maxShardCount = 64;

/**
 * Returns a valid shard count.
 * @throws Error naming limit and value
 */
export function checkShardCount(shardCount: number): number {
  if (!Number.isInteger(shardCount) || shardCount < 1 || shardCount > maxShardCount) {
    throw new Error(`shardCount must be between 1 and ${maxShardCount}, got ${shardCount}`);
  }
  return shardCount;
}

/** Returns the shard of an order, 0 to shardCount - 1. IDs are hashes or random, so they are spread evenly. */
export function shardOf(orderId: string, shardCount: number): number {
  return Number.parseInt(orderId.slice(0, 8), 16) % shardCount;
}
