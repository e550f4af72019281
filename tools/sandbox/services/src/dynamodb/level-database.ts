/**
 * A LevelDB on disk that survives the failures of the disk.
 *
 * Writes requested during another write are combined into the next one. Acknowledged writes have
 * been passed to the operating system, so they survive the end of the process, but not a power
 * failure: an fsync would take ten times as long as the write. After a failed write, the end of
 * LevelDB's log is undefined, so nothing is appended to it: the database is reopened, which
 * truncates the log, as soon as the disk has space. Reads continue meanwhile.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
import { ClassicLevel } from 'classic-level';
import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TextCache } from './text-cache';

/** Values are JSON text. */
export type Write =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** Keys are sorted by their UTF-8 bytes. */
export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  /** @default false */
  readonly reverse?: boolean;
  /** The maximum number of entries. @default all */
  readonly limit?: number;
}

/** Thrown when the disk, or damage on it, prevents an operation of the database. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';

  /** @param cause the error of LevelDB or the file system, whose own cause is the most specific. */
  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
  }
}

type Level = ClassicLevel;

interface Commit {
  readonly writes: readonly Write[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The space that LevelDB needs to open, in addition to that for moving its log into tables. */
const SPARE_BYTES = 1024 * 1024;

/**
 * The maximum number of entries read from an iterator at once; LevelDB also ends a chunk at 16 KB.
 */
const CHUNK_ENTRIES = 1000;

export class LevelDatabase {
  private waiting: Commit[] = [];
  private flushing = false;
  /** Whether the log may end with an incomplete write. */
  private isTorn = false;

  private constructor(
    private readonly folder: string,
    private level: Level,
    private readonly cache: TextCache,
  ) {}

  /**
   * @param folder created if it is missing; its parent folder has to exist.
   * @param cachedPrefix the prefix of keys whose texts are cached in memory. @default none
   * @throws {DatabaseUnavailableError} when it can't be opened as a database.
   */
  static async open(folder: string, cachedPrefix?: string): Promise<LevelDatabase> {
    return new LevelDatabase(folder, await openLevel(folder), new TextCache(cachedPrefix));
  }

  /**
   * Returns the text at a key; undefined if there is none.
   *
   * @throws {DatabaseUnavailableError} when it can't be read.
   */
  get(key: string): Promise<string | undefined> {
    return this.cache.get(key, () => unlessUnavailable(this.level.get(key)));
  }

  /** Returns the text at each key; undefined if there is none. */
  getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return unlessUnavailable(this.level.getMany([...keys]));
  }

  keys(range: KeyRange): AsyncGenerator<readonly string[]> {
    return chunks(() => this.level.keys(range));
  }

  values(range: KeyRange): AsyncGenerator<readonly string[]> {
    return chunks(() => this.level.values(range));
  }

  entries(range: KeyRange): AsyncGenerator<readonly (readonly [key: string, value: string])[]> {
    return chunks(() => this.level.iterator(range));
  }

  /**
   * Writes all operations or none, even if the process is killed.
   *
   * @throws {DatabaseUnavailableError} when the write to disk fails; it may have been written or
   *   not.
   */
  commit(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiting.push({ writes, resolve, reject });
      if (!this.flushing) void this.flush();
    });
  }

  /** Must be called after all operations have completed. */
  async close(): Promise<void> {
    await this.level.close();
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.write(group.flatMap(({ writes }) => writes));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.flushing = false;
  }

  private async write(writes: Write[]): Promise<void> {
    try {
      if (this.isTorn) await this.reopen();
      await this.cache.whileWriting(
        writes.map(({ key }) => key),
        () => this.level.batch(writes),
      );
    } catch (error) {
      this.isTorn = true;
      throw new DatabaseUnavailableError(error);
    }
  }

  /** Leaves the database open for reading if the disk has no space to reopen it. */
  private async reopen(): Promise<void> {
    assertRoom(this.folder);
    await this.level.close();
    this.level = await openLevel(this.folder);
    this.cache.clear();
    this.isTorn = false;
  }
}

async function openLevel(folder: string): Promise<Level> {
  const level: Level = new ClassicLevel(folder, { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  try {
    await unlessUnavailable(level.open());
    return level;
  } catch (error) {
    await level.close();
    throw error;
  }
}

/** Iterators of level hold memory until they are closed, so each is closed, even after an error. */
async function* chunks<Value>(
  open: () => { nextv(size: number): Promise<Value[]>; close(): Promise<void> },
): AsyncGenerator<readonly Value[]> {
  const iterator = open();
  try {
    for (;;) {
      const chunk = await unlessUnavailable(iterator.nextv(CHUNK_ENTRIES));
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await iterator.close();
  }
}

async function unlessUnavailable<Value>(operation: Promise<Value>): Promise<Value> {
  try {
    return await operation;
  } catch (error) {
    throw new DatabaseUnavailableError(error);
  }
}

/**
 * @throws the file system's error when there is no space for what opening the database may write.
 */
function assertRoom(folder: string): void {
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  const bytes = logs.reduce((sum, name) => sum + statSync(join(folder, name)).size, SPARE_BYTES);
  const probe = join(folder, 'room');
  try {
    const file = openSync(probe, 'w');
    try {
      writeAll(file, Buffer.alloc(bytes));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } finally {
    rmSync(probe, { force: true });
  }
}

/** A write that exceeds the free space is partial, and only the next one fails. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

const described = z.object({ message: z.string(), cause: z.unknown().optional() });

/** Returns the message of the innermost cause, which is LevelDB's or the file system's. */
function reasonOf(error: unknown): string {
  const { data } = described.safeParse(error);
  if (data === undefined) return String(error);
  return data.cause === undefined ? data.message : reasonOf(data.cause);
}
