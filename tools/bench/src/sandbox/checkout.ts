/** The compared checkouts: this workspace, and another checkout or commit of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const workspaceRoot = resolve(__dirname, '../../../..');

/** A built checkout. */
export interface Checkout {
  readonly name: string;
  readonly root: string;
  /** Deletes temporary files of the checkout. */
  readonly remove: () => void;
}

/** Returns this workspace, as it is built. */
export function thisWorkspace(): Checkout {
  return { name: 'this workspace', root: workspaceRoot, remove: () => undefined };
}

/**
 * Returns another checkout. A folder must be built already; a commit is checked out into a temporary folder
 * and built with this workspace's packages.
 *
 * @param against a folder, relative to this workspace, or a commit.
 * @throws {Error} when the folder is not built, or there is no such commit.
 */
export function checkoutOf(against: string): Checkout {
  const folder = resolve(workspaceRoot, against);
  if (!existsSync(folder)) return checkedOut(against);
  if (existsSync(join(folder, 'dist/tools/sandbox/main.cjs'))) {
    return { name: against, root: folder, remove: () => undefined };
  }
  throw new Error(`${folder} is not built: run npx nx run-many -t build synth -c sandbox there`);
}

function checkedOut(commit: string): Checkout {
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...args], {
      cwd: workspaceRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const name = commitOf(commit, git);
  const root = join(mkdtempSync(join(tmpdir(), 'bench-')), 'checkout');
  const remove = () => {
    git('worktree', 'remove', '--force', root);
    rmSync(join(root, '..'), { recursive: true, force: true });
  };
  git('worktree', 'add', '--detach', root, name);
  try {
    symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
    const nx = join(root, 'node_modules/.bin/nx');
    const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
    const targets = ['run-many', '-t', 'build', 'synth', '--configuration=sandbox'];
    execFileSync(nx, targets, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
    return { name: commit, root, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function commitOf(commit: string, git: (...args: readonly string[]) => string): string {
  try {
    return git('rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`).trim();
  } catch (error) {
    throw new Error(`--against=${commit} is neither a folder nor a commit`, {
      cause: error,
    });
  }
}
