/** What the checks of a pull request ask git: files as they were before the change. */
import { spawnSync } from 'node:child_process';

/** A git command failed; the message contains the command and git's output. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** One working tree. */
export class GitRepository {
  /** @param root the working tree's folder */
  constructor(readonly root: string) {}

  /**
   * The commit that a change started from: where `base` and the current commit were last the same.
   * What `base` got since then is not the change's doing.
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

  /** A file's content at a commit, or `undefined` where that has no such file. */
  fileAt(commit: string, file: string): string | undefined {
    const listed = this.#git('ls-tree', '-z', '--name-only', commit, '--', file);
    if (listed.status !== 0) throw new GitError(`git ls-tree ${commit}: ${listed.stderr}`);
    if (listed.stdout === '') return undefined;
    const { status, stdout, stderr } = this.#git('cat-file', 'blob', `${commit}:${file}`);
    if (status !== 0) throw new GitError(`git cat-file ${commit}:${file}: ${stderr}`);
    return stdout;
  }

  /** Lays out a commit's files in a folder, without a branch. @throws GitError */
  addWorktree(folder: string, commit: string): void {
    const { status, stderr } = this.#git('worktree', 'add', '--detach', '--force', folder, commit);
    if (status !== 0) throw new GitError(`git worktree add ${commit}: ${stderr}`);
  }

  /** Takes such a folder away again. @throws GitError */
  removeWorktree(folder: string): void {
    const { status, stderr } = this.#git('worktree', 'remove', '--force', folder);
    if (status !== 0) throw new GitError(`git worktree remove ${folder}: ${stderr}`);
  }

  /** Whether there is such a commit. */
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
 * What a change is compared with: `NX_BASE`, as Nx itself does; else the `main` of the remote, and
 * of this repository where there is no remote.
 */
export function baseOf(
  repository: GitRepository,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const named = environment['NX_BASE'];
  if (named !== undefined && named !== '') return named;
  return repository.has('origin/main') ? 'origin/main' : 'main';
}
