/** The entries of a transaction with one key prefix, in dynalite's callback interface. */
import { Stream } from 'node:stream';
import type { Callback, Operation, Range, Release, SubDatabase } from 'dynalite/store';
import type { KeyRange } from './level-database';
import { del, put, startingWith, type ItemTransaction } from './transaction';

interface Props {
  readonly transaction: ItemTransaction;
  /** Called with the error that a callback throws. */
  readonly fail: (error: unknown) => void;
}

interface Hooks {
  readonly onGet?: (value: unknown) => void;
  /** @throws the error to reject the write with. */
  readonly beforePut?: (value: unknown) => void;
}

export class SubDatabaseView implements SubDatabase {
  constructor(
    private readonly props: Props,
    private readonly prefix: string,
    private readonly hooks: Hooks = {},
  ) {}

  get(key: string, callback: Callback<unknown>): void {
    const read = async () => {
      const value = await this.props.transaction.get(this.prefix + key);
      this.hooks.onGet?.(value);
      return value;
    };
    this.answer(read(), callback);
  }

  put(key: string, value: unknown, callback: Callback): void {
    const write = async () => {
      this.hooks.beforePut?.(value);
      await this.props.transaction.write([put(this.prefix + key, value)]);
    };
    this.answer(write(), callback);
  }

  del(key: string, callback: Callback): void {
    this.answer(this.props.transaction.write([del(this.prefix + key)]), callback);
  }

  batch(operations: readonly Operation[], callback: Callback): void {
    const writes = operations.map((each) =>
      each.type === 'put' ? put(this.prefix + each.key, each.value) : del(this.prefix + each.key),
    );
    this.answer(this.props.transaction.write(writes), callback);
  }

  /**
   * The transaction releases the lock when its writes are on disk, so this callback has nothing to
   * release.
   */
  lock(key: string, locked: (release: Release) => void): void {
    this.answer(this.props.transaction.lock(this.prefix + key), () =>
      locked((callback) => callback),
    );
  }

  createKeyStream(range: Range = {}): Stream {
    const { transaction, fail } = this.props;
    const cut = (keys: readonly string[]) => keys.map((key) => key.slice(this.prefix.length));
    return new ChunkStream(transaction.keys(this.under(range)), cut, fail);
  }

  createValueStream(range: Range = {}): Stream {
    const { transaction, fail } = this.props;
    return new ChunkStream(transaction.values(this.under(range)), (values) => values, fail);
  }

  /** Deletes all entries. */
  clear(callback: Callback): void {
    const { transaction } = this.props;
    const clear = async () => {
      for await (const keys of transaction.keys(this.under({})))
        await transaction.write(keys.map(del));
    };
    this.answer(clear(), callback);
  }

  /** Returns the key range in the whole database. */
  private under({ gt, gte, lt, lte, reverse = false, limit = -1 }: Range): KeyRange {
    const { prefix } = this;
    return {
      ...(gt === undefined ? { gte: prefix + (gte ?? '') } : { gt: prefix + gt }),
      ...(lt !== undefined && { lt: prefix + lt }),
      ...(lte !== undefined && { lte: prefix + lte }),
      ...(lt === undefined && lte === undefined && { lt: startingWith(prefix).lt }),
      reverse,
      ...(limit >= 0 && { limit }),
    };
  }

  private answer<Result>(work: Promise<Result>, callback: Callback<Result>): void {
    work.then((result) => callback(null, result), callback).catch(this.props.fail);
  }
}

/**
 * Emits each value until the end or until it is destroyed; then the iterator is closed. It is a
 * `Stream`, since dynalite's library adds its listeners twice to any other emitter.
 */
class ChunkStream<Value> extends Stream {
  private isDestroyed = false;

  constructor(
    chunks: AsyncIterable<readonly Value[]>,
    read: (chunk: readonly Value[]) => readonly Value[],
    fail: (error: unknown) => void,
  ) {
    super();
    this.run(chunks, read).catch(fail);
  }

  destroy(): void {
    this.isDestroyed = true;
  }

  private async run(
    chunks: AsyncIterable<readonly Value[]>,
    read: (chunk: readonly Value[]) => readonly Value[],
  ): Promise<void> {
    for await (const chunk of chunks) {
      for (const value of read(chunk)) {
        if (this.isDestroyed) return;
        this.emit('data', value);
      }
      if (this.isDestroyed) return;
    }
    this.emit('end');
  }
}
