/** A git repository with a few files, for tests of code that calls git. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gitEnvironment } from './workspace-copy';

/**
 * An initially empty repository with the branch `main`; must be removed with {@link TestRepository.remove}.
 */
export class TestRepository {
  readonly root = mkdtempSync(path.join(tmpdir(), 'repository-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Writes files and commits them. `undefined` deletes one. */
  commit(files: Readonly<Record<string, string | undefined>>): void {
    for (const [file, content] of Object.entries(files)) {
      const target = path.join(this.root, file);
      mkdirSync(path.dirname(target), { recursive: true });
      if (content === undefined) rmSync(target);
      else writeFileSync(target, content);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'a change');
  }

  git(...args: string[]): string {
    const environment = { ...process.env, ...gitEnvironment };
    const options = { cwd: this.root, encoding: 'utf8', env: environment } as const;
    return execFileSync('git', args, options).trim();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
