/** Reads earlier versions of files from git, for checks of pull requests. */
import { spawnSync } from 'node:child_process';

/** Thrown when a git command fails; the message contains the command and git's output. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** One working tree. */
export class GitRepository {
  /** @param root the working tree's folder */
  constructor(readonly root: string) {}

  /**
   * Returns the commit that a change started from: the merge base of `base` and the current commit, so that
   * later commits on `base` are not part of the change.
   * @param base a branch or commit, such as `origin/main`
   * @throws GitError when there is no such commit
   */
  startOfChange(base: string): string {
    const { status, stdout } = this.#git('merge-base', base, 'HEAD');
    if (status === 0) return stdout.trim();
    throw new GitError(
      `'${base}' and the current commit have no common ancestor in this clone: fetch the full history ` +
        `(git fetch --unshallow origin main), or set NX_BASE to another commit`,
    );
  }

  /** Returns a file's content at a commit, or `undefined` if it does not exist there. */
  fileAt(commit: string, file: string): string | undefined {
    const listed = this.#git('ls-tree', '-z', '--name-only', commit, '--', file);
    if (listed.status !== 0) throw new GitError(`git ls-tree ${commit}: ${listed.stderr}`);
    if (listed.stdout === '') return undefined;
    const { status, stdout, stderr } = this.#git('cat-file', 'blob', `${commit}:${file}`);
    if (status !== 0) throw new GitError(`git cat-file ${commit}:${file}: ${stderr}`);
    return stdout;
  }

  /** Checks out a commit into a folder, without a branch. @throws GitError */
  addWorktree(folder: string, commit: string): void {
    const { status, stderr } = this.#git('worktree', 'add', '--detach', '--force', folder, commit);
    if (status !== 0) throw new GitError(`git worktree add ${commit}: ${stderr}`);
  }

  /** Removes such a folder. @throws GitError */
  removeWorktree(folder: string): void {
    const { status, stderr } = this.#git('worktree', 'remove', '--force', folder);
    if (status !== 0) throw new GitError(`git worktree remove ${folder}: ${stderr}`);
  }

  /** Returns whether a commit exists. */
  has(commit: string): boolean {
    return this.#git('rev-parse', '--quiet', '--verify', `${commit}^{commit}`).status === 0;
  }

  #git(...args: string[]) {
    const options = { cwd: this.root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
    const { status, stdout, stderr, error } = spawnSync('git', args, options);
    if (error) throw new GitError(`git can't be run: ${error.message}`);
    return { status, stdout, stderr };
  }
}

/**
 * Returns the base of a change: `NX_BASE`, as for Nx; otherwise the remote's `main`, or the local one without
 * a remote.
 */
export function baseOf(
  repository: GitRepository,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const named = environment['NX_BASE'];
  if (named !== undefined && named !== '') return named;
  return repository.has('origin/main') ? 'origin/main' : 'main';
}
