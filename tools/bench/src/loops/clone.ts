/** A clone of the last commit with a Nx cache of its own, in which commands are timed. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace';

export class Clone {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bench-clone-'));
  readonly root = join(this.folder, 'clone');

  private constructor() {
    // Some tests run as another user.
    chmodSync(this.folder, 0o755);
    execFileSync('git', ['clone', '--quiet', '--local', workspaceRoot, this.root]);
    symlinkSync(join(workspaceRoot, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** Calls a function with a new clone, and deletes the clone. */
  static async use<Result>(run: (clone: Clone) => Promise<Result>): Promise<Result> {
    const clone = new Clone();
    try {
      return await run(clone);
    } finally {
      await clone.seconds('npx', 'nx', 'daemon', '--stop').catch(() => undefined);
      rmSync(clone.folder, { recursive: true, force: true });
    }
  }

  /**
   * Runs a command in the clone's root.
   *
   * @returns its duration in seconds
   * @throws {Error} with the output when it fails
   */
  async seconds(command: string, ...args: readonly string[]): Promise<number> {
    const started = performance.now();
    const child = spawn(command, args, {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        INIT_CWD: this.root,
        NX_CACHE_DIRECTORY: join(this.folder, 'nx-cache'),
        NX_TUI: 'false',
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += String(chunk)));
    }
    const [status] = (await once(child, 'close')) as [number | null];
    if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${output}`);
    return (performance.now() - started) / 1000;
  }
}
