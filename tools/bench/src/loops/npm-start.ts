/** `npm start` in a clone of the last commit, as somebody runs it who just got the repository. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace';

const FREE_PORTS = ['--port=0', '--aws-port=0', '--console-port=0'];

/** Seconds from Enter until the sandbox is ready. */
export interface StartTimes {
  /** In the fresh clone, with an empty npm cache. */
  readonly first: number;
  /** With nothing changed. */
  readonly further: readonly number[];
}

/** @throws {Error} with the output where `npm start` ends before it is ready. */
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
    // A group of its own, since npm passes no signal on to what it runs.
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
  if (milliseconds === undefined) throw new Error(`npm start has ended:\n${output}`);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  return milliseconds / 1000;
}
