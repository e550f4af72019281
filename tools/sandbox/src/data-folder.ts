/** The folder where a sandbox keeps its data; only one sandbox at a time may have it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { z } from 'zod';
import { assertOwn, makeAllPrivate, mark } from './files/own-folder';
import { createPrivateFile, makePrivateFolder, readPrivateFile } from './files/private-files';

/** A folder that can't be used; the message says why, in one line. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

const holderSchema = z.object({ pid: z.number(), startedAt: z.string() });

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
      mark(path);
      makeNewFilesPrivate();
    } catch (error) {
      if (error instanceof DataFolderError) throw error;
      throw new DataFolderError(`the data folder ${path} can't be used: ${reason(error)}`);
    }
    return folder;
  }

  /** The accounts that have stacks from before, with their Regions. */
  accounts(): readonly { readonly account: string; readonly region: string }[] {
    return readdirSync(this.path)
      .filter((name) => /^\d{12}$/.test(name))
      .flatMap((account) => {
        const stacks = join(this.path, account, 'stacks');
        const [file] = existsSync(stacks) ? readdirSync(stacks) : [];
        const region = file === undefined ? undefined : regionIn(join(stacks, file));
        return region === undefined ? [] : [{ account, region }];
      });
  }

  release(): void {
    rmSync(this.lockFile, { force: true });
  }

  private get lockFile(): string {
    return join(this.path, 'lock');
  }

  private lock(): void {
    const { pid } = process;
    const holder = JSON.stringify({ pid, startedAt: startTime(pid) });
    try {
      createPrivateFile(this.lockFile, holder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      this.assertAbandoned();
      rmSync(this.lockFile);
      createPrivateFile(this.lockFile, holder);
    }
  }

  /**
   * A lock outlives a killed process; its number may by now be another's, so its start counts too,
   * where both are known.
   */
  private assertAbandoned(): void {
    const holder = readHolder(this.lockFile);
    if (holder && isAlive(holder.pid) && isSameStart(holder.startedAt, startTime(holder.pid))) {
      throw new DataFolderError(
        `another sandbox (process ${holder.pid}) uses ${this.path}; stop it, or choose another ` +
          'folder with --data-dir',
      );
    }
  }
}

/** The Region of a stack's state; undefined where it can't be read, which is told elsewhere. */
function regionIn(file: string): string | undefined {
  try {
    return z.object({ region: z.string() }).parse(JSON.parse(readPrivateFile(file) ?? '')).region;
  } catch {
    return undefined;
  }
}

function readHolder(file: string): z.output<typeof holderSchema> | undefined {
  try {
    return holderSchema.parse(JSON.parse(readPrivateFile(file) ?? ''));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isSameStart(noted: string, found: string): boolean {
  return noted === '' || found === '' || noted === found;
}

/** When a process started, as `ps` says in UTC; empty where there is no `ps`. */
function startTime(pid: number): string {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const args = ['-o', 'lstart=', '-p', String(pid)];
    return execFileSync('ps', args, { encoding: 'utf8', env }).trim();
  } catch {
    return '';
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no permission to write there';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'it is not a folder';
    default:
      return message;
  }
}
