/**
 * A transaction of one operation: all of its writes are executed together if it succeeds, none if
 * it fails. Its locks are held until the writes are on disk.
 */
import type { KeyLocks } from './key-locks';
import type { KeyRange, LevelDatabase, Write } from './level-database';

/** The part of a transaction for operations on items. */
export type ItemTransaction = Pick<
  Transaction,
  'entries' | 'get' | 'keys' | 'lock' | 'values' | 'write'
>;

export class Transaction {
  private state: 'open' | 'done' | 'failed' = 'open';
  private readonly writes: Write[] = [];
  private readonly locks = new Map<string, () => void>();

  private constructor(
    private readonly database: LevelDatabase,
    private readonly keyLocks: KeyLocks,
  ) {}

  /** @throws the error of `work`, or {DatabaseUnavailableError}; nothing is written then. */
  static async run<Result>(
    database: LevelDatabase,
    keyLocks: KeyLocks,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const transaction = new Transaction(database, keyLocks);
    try {
      const result = await work(transaction);
      transaction.state = 'done';
      await database.commit(transaction.writes);
      return result;
    } catch (error) {
      transaction.state = 'failed';
      throw error;
    } finally {
      transaction.unlock();
    }
  }

  /** Locks a key; waits while another transaction has it locked. */
  async lock(key: string): Promise<void> {
    if (this.locks.has(key)) return;
    const free = await this.keyLocks.take(key);
    if (this.state === 'open') this.locks.set(key, free);
    else free();
  }

  /**
   * Returns the value at a key on disk, without the transaction's own writes; undefined if there is
   * none.
   */
  async get(key: string): Promise<unknown> {
    const text = await this.database.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  keys(range: KeyRange): AsyncGenerator<readonly string[]> {
    return this.database.keys(range);
  }

  async *values(range: KeyRange): AsyncGenerator<readonly unknown[]> {
    for await (const texts of this.database.values(range)) {
      yield texts.map((text) => JSON.parse(text) as unknown);
    }
  }

  /** Returns all entries with a key prefix, from one snapshot. */
  async entries(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]> {
    const found: (readonly [string, unknown])[] = [];
    for await (const chunk of this.database.entries(startingWith(prefix))) {
      found.push(...chunk.map(([key, text]) => [key, JSON.parse(text)] as const));
    }
    return found;
  }

  /** An operation may continue after its response, such as to make a table active. */
  async write(writes: readonly Write[]): Promise<void> {
    if (this.state === 'open') this.writes.push(...writes);
    else if (this.state === 'done') await this.database.commit(writes);
  }

  private unlock(): void {
    for (const free of this.locks.values()) free();
    this.locks.clear();
  }
}

/** Returns the range of keys with a prefix that ends with `~`, the last ASCII character but one. */
export function startingWith(prefix: string): { readonly gte: string; readonly lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\x7f` };
}

/** @param value a JSON value. */
export function put(key: string, value: unknown): Write {
  if (value === undefined) throw new TypeError(`there is no operation to write for ${key}`);
  return { type: 'put', key, value: JSON.stringify(value) };
}

export function del(key: string): Write {
  return { type: 'del', key };
}
