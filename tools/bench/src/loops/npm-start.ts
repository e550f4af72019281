/** Measures `npm start` in a new clone of the last commit. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace';

const FREE_PORTS = ['--port=0', '--aws-port=0', '--console-port=0'];

/** Seconds from the start of the command until the sandbox is ready. */
export interface StartTimes {
  /** In a new clone, with an empty npm cache. */
  readonly first: number;
  /** With nothing changed. */
  readonly further: readonly number[];
}

/** @throws {Error} with the output when `npm start` exits before the sandbox is ready */
export async function startTimes(runs: number): Promise<StartTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const clone = join(folder, 'clone');
  try {
    execFileSync('git', ['clone', '--quiet', '--local', workspaceRoot, clone]);
    const start = () => secondsToReady(clone, join(folder, 'npm-cache'));
    const first = await start();
    const further: number[] = [];
    for (let run = 0; run < runs; run++) further.push(await start());
    return { first, further };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function secondsToReady(clone: string, npmCache: string): Promise<number> {
  const started = performance.now();
  const child = spawn('npm', ['start', '--', ...FREE_PORTS], {
    cwd: clone,
    // In its own process group, since npm does not pass signals on to its child processes.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_config_cache: npmCache, INIT_CWD: clone },
  });
  const ended = once(child, 'close');
  let output = '';
  const ready = new Promise<number>((settle) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += String(chunk);
        if (output.includes('\nReady in ')) settle(performance.now() - started);
      });
    }
  });
  const milliseconds = await Promise.race([ready, ended.then(() => undefined)]);
  if (milliseconds === undefined) throw new Error(`npm start exited:\n${output}`);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  return milliseconds / 1000;
}
