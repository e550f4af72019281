import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface TestRun {
  readonly isPassed: boolean;
  readonly seconds: number;
  /** Output to stdout and stderr. */
  readonly output: string;
}

/**
 * Runs the tasks of `npm test`, without Nx's cache.
 * @param projects all when empty
 * @param signal ends the run early
 */
export async function runTests(
  workspaceRoot: string,
  projects: readonly string[],
  signal: AbortSignal,
): Promise<TestRun> {
  const started = performance.now();
  const args = [
    join(workspaceRoot, 'tools/npm-scripts/test.mjs'),
    '--skip-nx-cache',
    ...(projects.length > 0 ? [`--projects=${projects.join()}`] : []),
  ];
  const child = spawn(process.execPath, args, {
    cwd: workspaceRoot,
    env: withoutTask(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill();
  signal.addEventListener('abort', end);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await once(child, 'close');
  signal.removeEventListener('abort', end);
  const seconds = (performance.now() - started) / 1000;
  return { isPassed: child.exitCode === 0, seconds, output };
}

/** Returns the variables without those that Nx sets for the current task, which a nested Nx would use. */
function withoutTask(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(variables).filter(([name]) => !name.startsWith('NX_'));
  return { ...Object.fromEntries(entries), FORCE_COLOR: '0' };
}
