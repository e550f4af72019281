/**
 * A note in a database's folder that it was closed with all its writes done. A kill leaves none, and
 * neither does anything else that ends a process early: its absence is what calls for a look.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../../files/private-files';

const NOTE = 'clean-stop';

/**
 * Call it when the database is closed. Where it can't be written, such as in a folder that is gone, the
 * stop is not the worse for it: the next start only looks through the indexes.
 */
export function noteCleanStop(folder: string): void {
  try {
    writePrivateFile(join(folder, NOTE), '');
  } catch {
    return;
  }
}

/**
 * Takes the note away, so that a kill from here on leaves none: call it before the database is opened.
 *
 * @returns whether there was one.
 */
export function takeCleanStop(folder: string): boolean {
  try {
    rmSync(join(folder, NOTE));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}
