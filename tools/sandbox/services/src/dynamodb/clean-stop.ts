/**
 * A note in a database's folder about its state when it was closed after all writes: files that
 * differ were damaged since. A process that is killed or ends early leaves no note.
 */
import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { writePrivateFile } from '@sandbox/kernel/files/private-files';

const NOTE = 'clean-stop';

const noteSchema = z.object({
  /** The number of items in all tables. */
  items: z.number(),
  /** The CRC-32 of each file of the database. */
  checksums: z.record(z.string(), z.number()),
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
    const checksums = Object.fromEntries(
      readdirSync(folder)
        .filter((name) => DATABASE_FILE.test(name))
        .map((name) => [name, checksumOf(join(folder, name))]),
    );
    writePrivateFile(join(folder, NOTE), JSON.stringify({ items, checksums }));
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
export function changedSince({ checksums }: CleanStop, folder: string): readonly DamagedFile[] {
  return Object.entries(checksums).flatMap(([name, checksum]) => {
    try {
      return checksumOf(join(folder, name)) === checksum ? [] : [{ name, damage: 'has changed' }];
    } catch {
      return [{ name, damage: 'is missing' }];
    }
  });
}

/** A part of a file that fits into a processor's cache. */
const part = Buffer.alloc(256 * 1024);

function checksumOf(file: string): number {
  const descriptor = openSync(file, 'r');
  try {
    let checksum = 0;
    for (;;) {
      const bytes = readSync(descriptor, part);
      if (bytes === 0) return checksum;
      checksum = crc32(part.subarray(0, bytes), checksum);
    }
  } finally {
    closeSync(descriptor);
  }
}
