/** The folder where a sandbox keeps its data; only one sandbox at a time may have it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assertUnlocked, lockContent, lockFile, unusable } from './folder-lock.cjs';

export { DataFolderError } from './folder-lock.cjs';

export class DataFolder {
  private constructor(readonly path: string) {}

  /**
   * Takes a folder, making it where it is missing.
   *
   * @throws {DataFolderError} when another sandbox has it, or it can't be written.
   */
  static take(path: string): DataFolder {
    const folder = new DataFolder(path);
    try {
      mkdirSync(path, { recursive: true });
      folder.lock();
    } catch (error) {
      throw unusable(path, error);
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
    rmSync(lockFile(this.path), { force: true });
  }

  private lock(): void {
    const file = lockFile(this.path);
    try {
      writeFileSync(file, lockContent(), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      assertUnlocked(this.path);
      rmSync(file);
      writeFileSync(file, lockContent(), { flag: 'wx' });
    }
  }
}

/** The Region of a stack's state; undefined where it can't be read, which is told elsewhere. */
function regionIn(file: string): string | undefined {
  try {
    return z.object({ region: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).region;
  } catch {
    return undefined;
  }
}
