/**
 * A note in a database's folder about its state when it was closed after all writes: files that
 * differ were damaged since. A process that is killed or ends early leaves no note.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '@sandbox/kernel/files/private-files';

const NOTE = 'clean-stop';

const noteSchema = z.object({
  /** The number of items in all tables. */
  items: z.number(),
  /** A hash of each file of the database. */
  files: z.record(z.string(), z.string()),
});

export type CleanStop = Readonly<z.output<typeof noteSchema>>;

/** The names of LevelDB's files with content. */
export const DATABASE_FILE = /^(CURRENT|MANIFEST-\d+|\d+\.(ldb|sst|log))$/;

/**
 * Writes the note; must be called when the database is closed. A failure, such as a deleted folder,
 * is ignored: the next start then only checks more.
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

/** Returns undefined if there is no note, or if it can't be read. */
export function readCleanStop(folder: string): CleanStop | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(join(folder, NOTE), 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Removes the note, so that a later kill leaves none; must be called before the database is opened.
 */
export function removeCleanStop(folder: string): void {
  rmSync(join(folder, NOTE), { recursive: true, force: true });
}

/** A damaged file of a database. */
export interface DamagedFile {
  readonly name: string;
  /** What is wrong with it, such as `is missing`. */
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
