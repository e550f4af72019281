/**
 * A LevelDB on disk that survives the failures of the disk.
 *
 * Writes that are asked for while another is under way go out together with the next one. They are in the
 * operating system's hands when they are acknowledged, so they outlive the process, but not a loss of
 * power: an fsync takes ten times as long as the write. After a failed write the end of LevelDB's log is
 * undefined, so nothing is written behind it: the database is opened anew, which cuts the log off where it
 * ends, as soon as the disk has room. Reads go on meanwhile.
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

/** Keys are in the order of their UTF-8 bytes. */
export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  /** @default false */
  readonly reverse?: boolean;
  /** The most entries to read. @default all */
  readonly limit?: number;
}

/** The disk, or what is on it, does not let the database work. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';

  /** @param cause of LevelDB or the file system; its own cause says most. */
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

/** Room that LevelDB needs to open, beside what it moves from its log into tables. */
const SPARE_BYTES = 1024 * 1024;

/** What is read from an iterator at once; LevelDB ends a chunk at 16 KB if that is sooner. */
const CHUNK_ENTRIES = 1000;

export class LevelDatabase {
  private waiting: Commit[] = [];
  private flushing = false;
  /** Whether the log may end with half of a write. */
  private isTorn = false;

  private constructor(
    private readonly folder: string,
    private level: Level,
    private readonly kept: TextCache,
  ) {}

  /**
   * @param folder made when missing; its parent has to be there.
   * @param keptPrefix of keys whose texts are kept in memory once they were read. @default none are
   * @throws {DatabaseUnavailableError} when it can't be opened as a database.
   */
  static async open(folder: string, keptPrefix?: string): Promise<LevelDatabase> {
    return new LevelDatabase(folder, await openLevel(folder), new TextCache(keptPrefix));
  }

  /** Undefined where nothing is. @throws {DatabaseUnavailableError} when it can't be read. */
  get(key: string): Promise<string | undefined> {
    return this.kept.get(key, () => unlessUnavailable(this.level.get(key)));
  }

  /** The text at each of the keys, undefined where nothing is. */
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
   * Writes all or nothing, whatever ends the process.
   *
   * @throws {DatabaseUnavailableError} when the disk does not take it; it may then be there or not.
   */
  commit(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiting.push({ writes, resolve, reject });
      if (!this.flushing) void this.flush();
    });
  }

  /** Call it when nothing is asked of it any more. */
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
      await this.kept.whileWriting(
        writes.map(({ key }) => key),
        () => this.level.batch(writes),
      );
    } catch (error) {
      this.isTorn = true;
      throw new DatabaseUnavailableError(error);
    }
  }

  /** Leaves the database as it is, open for reading, where the disk has no room to open it again. */
  private async reopen(): Promise<void> {
    assertRoom(this.folder);
    await this.level.close();
    this.level = await openLevel(this.folder);
    this.kept.clear();
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

/** Iterators of level hold memory until they are closed, so each is, however its reading ends. */
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

async function unlessUnavailable<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw new DatabaseUnavailableError(error);
  }
}

/** @throws the file system's error where it does not take what opening the database may write. */
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

/** A write into the last of the room takes a part, and only the next one fails. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

const described = z.object({ message: z.string(), cause: z.unknown().optional() });

/** The message of the innermost cause: that of LevelDB itself, or of the file system. */
function reasonOf(error: unknown): string {
  const { data } = described.safeParse(error);
  if (data === undefined) return String(error);
  return data.cause === undefined ? data.message : reasonOf(data.cause);
}
