/** Merges what several shards hold into one list, newest first, reading no more of them than needed. */
import type { Order } from '../../domain/order';
import { newestFirst, positionOf } from '../../domain/order-position';

/** Some orders of one shard, newest first. `resume` is absent when the shard has no older ones. */
export interface ShardPage<Resume> {
  readonly orders: readonly Order[];
  readonly resume?: Resume | undefined;
}

/** Reads a shard on from where a page ended. A page may be short, or empty, and still not be the last. */
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

/** The `wanted` newest orders of all shards; fewer only when there are no more. */
export async function newestOfShards<Resume>(
  read: ReadShard<Resume>,
  shardCount: number,
  wanted: number,
): Promise<readonly Order[]> {
  let limit = fairShare(wanted, shardCount);
  let states: readonly ShardState<Resume>[] = Array.from({ length: shardCount }, (_, shard) => ({
    shard,
    orders: [],
    resume: undefined,
    exhausted: false,
  }));
  for (;;) {
    const newest = states.flatMap(({ orders }) => orders).sort(newestFirst);
    const last = newest.at(wanted - 1);
    const horizon = last === undefined ? undefined : positionOf(last);
    if (!states.some((state) => mayHoldNewer(state, horizon))) return newest.slice(0, wanted);
    const size = limit;
    states = await Promise.all(
      states.map((state) =>
        mayHoldNewer(state, horizon) ? readOn(read, state, size) : Promise.resolve(state),
      ),
    );
    // Who has to be asked again holds more than its share: a whole page settles it.
    limit = wanted;
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

/** Whether a shard's unread orders, all older than its last read one, may still belong on the page. */
function mayHoldNewer<Resume>(state: ShardState<Resume>, horizon: string | undefined): boolean {
  if (state.exhausted) return false;
  const lastRead = state.orders.at(-1);
  return horizon === undefined || lastRead === undefined || positionOf(lastRead) > horizon;
}

/** What one shard most likely has to give: its mean share and three standard deviations, so one round does. */
function fairShare(wanted: number, shardCount: number): number {
  const mean = wanted / shardCount;
  return Math.min(wanted, Math.ceil(mean + 3 * Math.sqrt(mean)) + 1);
}
