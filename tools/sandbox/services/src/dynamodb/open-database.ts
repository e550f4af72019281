/**
 * Opens an account's database, and reports damage. LevelDB would silently skip half of a log, and
 * silently create a new database in a folder without its manifest.
 */
import { ClassicLevel } from 'classic-level';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, removeIfPossible } from '@sandbox/kernel/files/private-files';
import {
  changedSince,
  DATABASE_FILE,
  readCleanStop,
  removeCleanStop,
  type CleanStop,
  type DamagedFile,
} from './clean-stop';
import { prefixes } from './dynalite-store';
import { repairIndexes } from './index-repair';
import { DatabaseUnavailableError, LevelDatabase } from './level-database';
import { readableBytes } from './leveldb-log';

/**
 * @param folder created if it is missing. If it is damaged, a copy is kept next to it.
 * @param onDamage called with one line about the damage and the remaining items.
 * @throws {Error} when it can't be opened as a database.
 */
export async function openDatabase(
  folder: string,
  onDamage: (line: string) => void,
): Promise<LevelDatabase> {
  makePrivateFolder(folder);
  const closed = readCleanStop(folder);
  const damaged = damagedFiles(folder, closed);
  const copy = damaged.length > 0 ? keepCopy(folder) : undefined;
  // Only once there is a copy: without the note, the next start would not detect the damage.
  removeCleanStop(folder);
  // A log is read up to its damage; without one of the other files, LevelDB would open only a part
  // of the data.
  const isToRepair = damaged.some(({ name }) => !name.endsWith('.log'));
  const found = await (isToRepair ? repaired(folder) : openedOrRepaired(folder));
  const reasons = damaged.map(({ name, damage }) => `${name} ${damage}`);
  if (found.failure !== undefined) reasons.push(found.failure);
  if (reasons.length === 0) return found.database;
  await repairIndexes(found.database);
  const items = await countItems(found.database);
  onDamage(
    `${folder} was damaged (${reasons.join('; ')}). ${whatIsLeft(items, closed)}. A copy ` +
      `of the damaged folder is in ${copy ?? found.copy}`,
  );
  return found.database;
}

/** Returns the number of items in all tables. */
export async function countItems(database: LevelDatabase): Promise<number> {
  let items = 0;
  for await (const keys of database.keys({ gte: 'item-', lt: 'item.' })) items += keys.length;
  return items;
}

function whatIsLeft(items: number, closed: CleanStop | undefined): string {
  return closed
    ? `Of the ${closed.items} items at the last stop, ${items} are left`
    : `${items} items can be read; what was written last may be missing`;
}

function damagedFiles(folder: string, closed: CleanStop | undefined): readonly DamagedFile[] {
  if (closed) return changedSince(closed, folder);
  const files = readdirSync(folder).filter((name) => DATABASE_FILE.test(name));
  // LevelDB would create a new database over the remains of the old one.
  if (files.length > 0 && !files.includes('CURRENT')) {
    return [{ name: 'CURRENT', damage: 'is missing' }];
  }
  return files.filter((name) => name.endsWith('.log')).flatMap((name) => tornLog(folder, name));
}

function tornLog(folder: string, name: string): readonly DamagedFile[] {
  const log = readFileSync(join(folder, name));
  const bytes = log.length - readableBytes(log);
  return bytes === 0 ? [] : [{ name, damage: `is unreadable in its last ${bytes} bytes` }];
}

/**
 * Copies the folder to an unused name next to it.
 *
 * @throws {Error} when there is no space for it; the partial copy is removed then.
 */
function keepCopy(folder: string): string {
  const free = (n: number): string => {
    const copy = `${folder}.damaged-${n}`;
    return existsSync(copy) ? free(n + 1) : copy;
  };
  const copy = free(1);
  try {
    cpSync(folder, copy, { recursive: true });
    return copy;
  } catch (error) {
    removeIfPossible(copy);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${folder} is damaged and was not repaired, because copying it to ${copy} ` +
        `failed (${reason}); make room there, or move the folder away`,
      { cause: error },
    );
  }
}

interface Opened {
  readonly database: LevelDatabase;
  /** Why it had to be repaired, and the path of the unrepaired copy. */
  readonly failure?: string;
  readonly copy?: string;
}

async function openedOrRepaired(folder: string): Promise<Opened> {
  try {
    return { database: await LevelDatabase.open(folder, prefixes.table) };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    if (!/corruption|missing|no such file/i.test(failure)) throw unopened(folder, error);
    const copy = keepCopy(folder);
    return { ...(await repaired(folder)), failure, copy };
  }
}

async function repaired(folder: string): Promise<Opened> {
  try {
    await ClassicLevel.repair(folder);
    return { database: await LevelDatabase.open(folder, prefixes.table) };
  } catch (error) {
    throw unopened(folder, error);
  }
}

function unopened(folder: string, cause: unknown): Error {
  const reason = cause instanceof DatabaseUnavailableError ? `: ${cause.message}` : '';
  return new Error(`${folder} can't be opened as a database${reason}`, { cause });
}
