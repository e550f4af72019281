/**
 * How long `npm start` takes from Enter until the sandbox is ready: once in a fresh clone of the last commit
 * with an empty npm cache, and then several times with nothing changed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quantile } from './measure';

const workspaceRoot = resolve(__dirname, '../../..');
const FREE_PORTS = ['--port=0', '--aws-port=0', '--console-port=0'];

async function main(runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const clone = join(folder, 'clone');
  try {
    execFileSync('git', ['clone', '--quiet', '--local', workspaceRoot, clone]);
    const start = () => secondsToReady(clone, join(folder, 'npm-cache'));
    console.log(`first start, with an empty npm cache: ${(await start()).toFixed(1)} s`);
    const further: number[] = [];
    for (let run = 0; run < runs; run++) further.push(await start());
    const [median, least, most] = [0.5, 0, 1].map((share) => quantile(further, share).toFixed(2));
    console.log(`${runs} further starts: median ${median} s (${least}–${most} s)`);
    console.log(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws {Error} with the output where `npm start` ends before it is ready. */
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

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
if (Number.isInteger(runs) && runs > 0) {
  main(runs).catch((error: unknown) => {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
} else {
  console.error(`error: --runs must be a whole number above 0, got "${values.runs}"`);
  process.exitCode = 2;
}
