/**
 * What one operation does to the database: all of its writes at once when it has succeeded, none of
 * them when it has not. Its locks are kept until the writes are on disk.
 */
import type { KeyLocks } from './key-locks';
import type { KeyRange, LevelDatabase, Write } from './level-database';

/** What operations on items use of a transaction. */
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

  /** @throws what `work` throws, or {DatabaseUnavailableError}; nothing has then been written. */
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

  /** Waits until no other transaction has the key. */
  async lock(key: string): Promise<void> {
    if (this.locks.has(key)) return;
    const free = await this.keyLocks.take(key);
    if (this.state === 'open') this.locks.set(key, free);
    else free();
  }

  /** The value at a key as it is on disk, without the transaction's own writes; undefined where none is. */
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

  /** All entries whose keys begin with a prefix, as they were at one moment. */
  async entries(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]> {
    const found: (readonly [string, unknown])[] = [];
    for await (const chunk of this.database.entries(startingWith(prefix))) {
      found.push(...chunk.map(([key, text]) => [key, JSON.parse(text)] as const));
    }
    return found;
  }

  /** An operation that has ended may go on for a moment, such as a table that becomes active. */
  async write(writes: readonly Write[]): Promise<void> {
    if (this.state === 'open') this.writes.push(...writes);
    else if (this.state === 'done') await this.database.commit(writes);
  }

  private unlock(): void {
    for (const free of this.locks.values()) free();
    this.locks.clear();
  }
}

/** The keys that begin with a prefix; its last character is `~`, the last but one of ASCII. */
export function startingWith(prefix: string): { readonly gte: string; readonly lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\x7f` };
}

/** @param value of JSON; nothing else can be kept. */
export function put(key: string, value: unknown): Write {
  if (value === undefined) throw new TypeError(`there is no operation to write for ${key}`);
  return { type: 'put', key, value: JSON.stringify(value) };
}

export function del(key: string): Write {
  return { type: 'del', key };
}
