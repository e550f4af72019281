/** The data folder of a sandbox, which only one sandbox can use at a time. */
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

/** The umask for files of libraries, such as the database; the sandbox's own files have explicit modes. */
const PRIVATE_UMASK = 0o077;

/** The umask of the process before it used a data folder. */
let umaskOfUser: number | undefined;

/**
 * Returns the user's umask, for files outside of the data folder; undefined if the process still has it.
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
   * Locks a folder, and creates it if it is missing. The files of the process are private from then on.
   *
   * @throws {DataFolderError} when another sandbox uses it, it contains something else or a symbolic link, or it can't
   *   be written.
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

  /** Returns the accounts with previous stacks, and their Regions. */
  accounts(): readonly { readonly account: string; readonly region: string }[] {
    return readdirSync(this.path)
      .filter(isAccountId)
      .flatMap((account) => {
        const stacks = join(this.path, account, 'stacks');
        const [region] = namesIn(stacks).flatMap((name) => regionIn(join(stacks, name)) ?? []);
        return region === undefined ? [] : [{ account, region }];
      });
  }

  /** Releases the lock. One that can't be deleted, as on a read-only disk, is ignored after this process has ended. */
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

/** Returns an empty list if there is no such folder; a file at its path is reported elsewhere. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Returns the Region of a stack's state; undefined if it is unreadable, which is reported elsewhere. */
function regionIn(file: string): string | undefined {
  try {
    return z.object({ region: z.string() }).parse(JSON.parse(readPrivateFile(file) ?? '')).region;
  } catch {
    return undefined;
  }
}
