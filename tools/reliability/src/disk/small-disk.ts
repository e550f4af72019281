/** A file system in memory that is small enough to be filled. Requires Linux and root. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHUNK = Buffer.alloc(64 * 1024);

export class SmallDisk {
  private constructor(readonly path: string) {}

  /** @throws {Error} when file systems can't be mounted */
  static mount(megabytes: number): SmallDisk {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      throw new Error(
        'this command mounts a small file system (tmpfs), which requires Linux and root: run it in a ' +
          'container with --cap-add=SYS_ADMIN, or with sudo',
      );
    }
    const path = mkdtempSync(join(realpathSync(tmpdir()), 'sandbox-disk-'));
    try {
      run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path);
    } catch (error) {
      rmdirSync(path);
      throw error;
    }
    return new SmallDisk(path);
  }

  /** Fills the remaining space. */
  fill(): void {
    const file = openSync(this.filler, 'a');
    try {
      for (let size = CHUNK.length; size >= 1;) {
        const written = writeOrNothing(file, CHUNK.subarray(0, size));
        if (written === 0) size = Math.floor(size / 2);
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  /** @throws {Error} while a file on it is open for writing */
  makeReadOnly(): void {
    run('mount', '-o', 'remount,ro', this.path);
  }

  makeWritable(): void {
    run('mount', '-o', 'remount,rw', this.path);
  }

  /** Unmounts it, even if it is still in use. */
  unmount(): void {
    run('umount', '--lazy', this.path);
    rmdirSync(this.path);
  }

  private get filler(): string {
    return join(this.path, 'filler');
  }
}

/** Returns the number of bytes that were written: 0 without space. */
function writeOrNothing(file: number, bytes: Buffer): number {
  try {
    return writeSync(file, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 0;
    throw error;
  }
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
