/**
 * A copy of this workspace in a separate git repository, which tests can change and run Nx in. Its first
 * commit is the current working tree, including uncommitted changes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The root folder of the workspace that the tests run in. */
export const workspaceRoot = path.resolve(__dirname, '../../../..');

/** Sets the author of commits, and ignores the user's settings. */
export const gitEnvironment = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Returns the environment without variables that Nx sets for the task that runs the tests. */
export function shellEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NX|GIT|FORCE)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    ...gitEnvironment,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
  };
}

/** A copy with the branch `main`; must be removed with {@link WorkspaceCopy.remove}. */
export class WorkspaceCopy {
  readonly root = mkdtempSync(path.join(tmpdir(), 'workspace-'));

  constructor() {
    for (const file of trackedFiles()) this.#copy(file);
    symlinkSync(path.join(workspaceRoot, 'node_modules'), path.join(this.root, 'node_modules'));
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('as it is');
  }

  /** Returns the content of a file, given relative to the copy's root. */
  read(file: string): string {
    return readFileSync(path.join(this.root, file), 'utf8');
  }

  /** Writes a file, and creates its folders. */
  write(file: string, content: string): void {
    const target = path.join(this.root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--no-verify', '--message', message);
  }

  git(...args: string[]): string {
    return this.#run('git', args);
  }

  /** Runs an `nx` command and returns its output. @throws Error with the output when it fails */
  nx(...args: string[]): string {
    return this.node('nx/bin/nx', ...args);
  }

  /** Like `nx`, with additional environment variables. @throws Error with the output when it fails */
  nxWith(environment: Readonly<Record<string, string>>, ...args: string[]): string {
    return this.#run(process.execPath, [require.resolve('nx/bin/nx'), ...args], environment);
  }

  /**
   * Runs a script of an installed package and returns its output.
   *
   * @throws Error with the output when it fails
   */
  node(script: string, ...args: string[]): string {
    return this.#run(process.execPath, [require.resolve(script), ...args]);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #copy(file: string): void {
    cpSync(path.join(workspaceRoot, file), path.join(this.root, file), { recursive: true });
  }

  #run(
    command: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): string {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...shellEnvironment(), ...environment },
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (status === 0) return stdout;
    throw new Error([error?.message, `${args.join(' ')} failed`, stdout, stderr].join('\n'));
  }
}

/** Returns the files of the working tree that git tracks or would add. */
function trackedFiles(): string[] {
  const git = (...args: string[]) =>
    execFileSync('git', ['ls-files', '-z', ...args], { cwd: workspaceRoot, encoding: 'utf8' })
      .split('\0')
      .filter((file) => file !== '');
  const deleted = new Set(git('--deleted'));
  return git('--cached', '--others', '--exclude-standard').filter((file) => !deleted.has(file));
}
