/** Installs the packages that are compared with, from the npm registry and outside of the workspace. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../benchmark';
import { workspaceRoot } from '../workspace';

/** Exact versions, by package name. */
export type Dependencies = Readonly<Record<string, string>>;

const CACHE = join(workspaceRoot, 'node_modules/.cache/bench');

/**
 * Returns a folder with the packages in its `node_modules`: that of an earlier run, or a new one. Install
 * scripts don't run.
 *
 * @param name a readable prefix of the folder's name
 * @throws {Error} when npm can't install the packages
 */
export function installed(name: string, dependencies: Dependencies): string {
  const folder = join(CACHE, `${name}-${hashOf(dependencies)}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  progress(`installing ${Object.keys(dependencies).join(', ')}`);
  mkdirSync(unfinished, { recursive: true });
  try {
    const manifest = { name: `bench-${name}`, private: true, dependencies };
    writeFileSync(join(unfinished, 'package.json'), JSON.stringify(manifest));
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...flags], {
      cwd: unfinished,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environmentOfNpm(),
    });
    renameSync(unfinished, folder);
    return folder;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Returns this process's environment without the variables that `npm` or `nx` set for their own project. */
function environmentOfNpm(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
  );
  return Object.fromEntries(own);
}

function hashOf(dependencies: Dependencies): string {
  return createHash('sha256').update(JSON.stringify(dependencies)).digest('hex').slice(0, 12);
}
