/** The folder where a sandbox keeps its data; only one sandbox at a time may have it. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { z } from 'zod';
import { isAccountId } from '@sandbox/kernel/environment.cjs';
import { assertOwn } from '@sandbox/kernel/files/own-folder.cjs';
import {
  createPrivateFile,
  makePrivateFolder,
  readPrivateFile,
  removeIfPossible,
} from '@sandbox/kernel/files/private-files';
import { makeAllPrivate, mark } from '@sandbox/kernel/files/private-tree';
import {
  assertUnlocked,
  lockContent,
  lockFile,
  unusable,
} from '@sandbox/kernel/files/folder-lock.cjs';

export { DataFolderError } from '@sandbox/kernel/files/folder-lock.cjs';

/** What keeps the files of libraries, such as the database's, from others; our own have modes anyway. */
const PRIVATE_UMASK = 0o077;

/** The umask that the process had before it took a folder. */
let umaskOfUser: number | undefined;

/**
 * Returns the umask that the user started with, for what is written outside of the data folder;
 * undefined where the process still has it.
 */
export function userUmask(): number | undefined {
  return umaskOfUser;
}

/** Worker threads can't set it. */
function makeNewFilesPrivate(): void {
  if (!isMainThread) return;
  const before = process.umask(PRIVATE_UMASK);
  umaskOfUser ??= before;
}

export class DataFolder {
  private constructor(readonly path: string) {}

  /**
   * Takes a folder, making it where it is missing, for its owner alone. Until the process ends, the
   * files that it makes are private.
   *
   * @throws {DataFolderError} when another sandbox has it, something else may be in it, it holds a
   *   symbolic link, or it can't be written.
   */
  static take(path: string): DataFolder {
    const folder = new DataFolder(path);
    try {
      assertOwn(path);
      makePrivateFolder(path);
      makeAllPrivate(path);
      folder.lock();
      folder.mark();
      makeNewFilesPrivate();
    } catch (error) {
      throw unusable(path, error);
    }
    return folder;
  }

  /** The accounts that have stacks from before, with their Regions. */
  accounts(): readonly { readonly account: string; readonly region: string }[] {
    return readdirSync(this.path)
      .filter(isAccountId)
      .flatMap((account) => {
        const stacks = join(this.path, account, 'stacks');
        const [region] = namesIn(stacks).flatMap((name) => regionIn(join(stacks, name)) ?? []);
        return region === undefined ? [] : [{ account, region }];
      });
  }

  /** A lock that the disk keeps, as a read-only one does, is passed over once this process has ended. */
  release(): void {
    removeIfPossible(lockFile(this.path));
  }

  private mark(): void {
    try {
      mark(this.path);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  private lock(): void {
    const file = lockFile(this.path);
    try {
      createPrivateFile(file, lockContent());
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      assertUnlocked(this.path);
      rmSync(file);
      createPrivateFile(file, lockContent());
    }
  }
}

/** Empty where there is no such folder; a file in its place is reported elsewhere. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The Region of a stack's state; undefined if it can't be read, which is reported elsewhere. */
function regionIn(file: string): string | undefined {
  try {
    return z.object({ region: z.string() }).parse(JSON.parse(readPrivateFile(file) ?? '')).region;
  } catch {
    return undefined;
  }
}
