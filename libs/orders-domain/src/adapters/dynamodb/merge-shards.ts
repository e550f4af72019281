/** Merges the orders of several shards into one list, newest first, and reads only as many as needed. */
import type { Order } from '../../domain/order';
import { newestFirst, positionOf } from '../../domain/order-position';

/** Some orders of one shard, newest first. `resume` is absent when the shard has no older ones. */
export interface ShardPage<Resume> {
  readonly orders: readonly Order[];
  readonly resume?: Resume | undefined;
}

/** Reads a shard from the end of a page. A page may be short or empty without being the last. */
export type ReadShard<Resume> = (
  shard: number,
  limit: number,
  resume: Resume | undefined,
) => Promise<ShardPage<Resume>>;

interface ShardState<Resume> {
  readonly shard: number;
  readonly orders: readonly Order[];
  readonly resume: Resume | undefined;
  readonly exhausted: boolean;
}

/** Returns the `pageSize` newest orders of all shards; fewer only when there are no more. */
export async function newestOfShards<Resume>(
  read: ReadShard<Resume>,
  shardCount: number,
  pageSize: number,
): Promise<readonly Order[]> {
  let limit = fairShare(pageSize, shardCount);
  let states: readonly ShardState<Resume>[] = Array.from({ length: shardCount }, (_, shard) => ({
    shard,
    orders: [],
    resume: undefined,
    exhausted: false,
  }));
  for (;;) {
    const newest = states.flatMap(({ orders }) => orders).sort(newestFirst);
    const last = newest.at(pageSize - 1);
    const horizon = last === undefined ? undefined : positionOf(last);
    if (!states.some((state) => mayHoldNewer(state, horizon))) return newest.slice(0, pageSize);
    const size = limit;
    states = await Promise.all(
      states.map((state) =>
        mayHoldNewer(state, horizon) ? readOn(read, state, size) : Promise.resolve(state),
      ),
    );
    // A shard that is queried again has more than its share, so a whole page is read.
    limit = pageSize;
  }
}

async function readOn<Resume>(
  read: ReadShard<Resume>,
  state: ShardState<Resume>,
  limit: number,
): Promise<ShardState<Resume>> {
  const { orders, resume } = await read(state.shard, limit, state.resume);
  return {
    shard: state.shard,
    orders: [...state.orders, ...orders],
    resume,
    exhausted: resume === undefined,
  };
}

/** Returns whether unread orders of a shard, all older than its last read one, may belong on the page. */
function mayHoldNewer<Resume>(state: ShardState<Resume>, horizon: string | undefined): boolean {
  if (state.exhausted) return false;
  const lastRead = state.orders.at(-1);
  return horizon === undefined || lastRead === undefined || positionOf(lastRead) > horizon;
}

/**
 * Returns the number of orders to read of one shard: its mean share plus three standard deviations, so that
 * one round is usually enough.
 */
function fairShare(pageSize: number, shardCount: number): number {
  const mean = pageSize / shardCount;
  return Math.min(pageSize, Math.ceil(mean + 3 * Math.sqrt(mean)) + 1);
}
