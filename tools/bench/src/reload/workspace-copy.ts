/** Copies the workspace, so that files can be changed: its sources, build output and packages. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const workspaceRoot = resolve(__dirname, '../../../..');

/** Returns the root folder of the copy. */
export function copyWorkspace(): string {
  const root = mkdtempSync(join(tmpdir(), 'bench-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: workspaceRoot,
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((file) => file !== '');
  for (const file of [...files, 'dist']) {
    const source = join(workspaceRoot, file);
    if (existsSync(source)) cpSync(source, join(root, file), { recursive: true });
  }
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  return root;
}
