/**
 * A note in a database's folder of how it was when it was closed with all its writes done: what is not so
 * any more was damaged since. A kill leaves none, and neither does anything else that ends a process early.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '@sandbox/kernel/files/private-files';

const NOTE = 'clean-stop';

const noteSchema = z.object({
  /** How many items all tables have. */
  items: z.number(),
  /** A hash of each file of the database. */
  files: z.record(z.string(), z.string()),
});

export type CleanStop = Readonly<z.output<typeof noteSchema>>;

/** The names of LevelDB's files with content. */
export const DATABASE_FILE = /^(CURRENT|MANIFEST-\d+|\d+\.(ldb|sst|log))$/;

/**
 * Call it when the database is closed. Where it can't be written, such as in a folder that is gone, the
 * stop is not the worse for it: the next start only looks closer.
 */
export function noteCleanStop(folder: string, items: number): void {
  try {
    const files = Object.fromEntries(
      readdirSync(folder)
        .filter((name) => DATABASE_FILE.test(name))
        .map((name) => [name, hashOf(join(folder, name))]),
    );
    writePrivateFile(join(folder, NOTE), JSON.stringify({ items, files }));
  } catch {
    return;
  }
}

/** Returns undefined where there is no note, or one that can't be read. */
export function readCleanStop(folder: string): CleanStop | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(join(folder, NOTE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Takes the note away, so that a kill from here on leaves none: call it before the database is opened. */
export function removeCleanStop(folder: string): void {
  rmSync(join(folder, NOTE), { recursive: true, force: true });
}

/** A file of a database, and what is wrong with it. */
export interface DamagedFile {
  readonly name: string;
  /** Such as `is missing`. */
  readonly damage: string;
}

/** Returns the files that are missing or have changed since the note. */
export function changedSince({ files }: CleanStop, folder: string): readonly DamagedFile[] {
  return Object.entries(files).flatMap(([name, hash]) => {
    try {
      return hashOf(join(folder, name)) === hash ? [] : [{ name, damage: 'has changed' }];
    } catch {
      return [{ name, damage: 'is missing' }];
    }
  });
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
