/** Measures the commands that a developer waits for, in a clone of the last commit with its own cache. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxServer } from '../servers/sandbox-server';
import { workspaceRoot } from '../workspace';

/** Duration of each command, in seconds. */
export interface CommandTimes {
  /** `npm test` with nothing in Nx's cache. */
  readonly allTests: number;
  /** `nx affected -t test` after a new dish in the menu of food. */
  readonly affectedTests: number;
  readonly unchangedTests: readonly number[];
  readonly unchangedSynthesis: readonly number[];
  readonly unchangedDeployment: readonly number[];
}

const SERVICE = 'apps/food-service/src/service.ts';

/** @throws {Error} with the output of a command that fails. */
export async function commandTimes(runs: number): Promise<CommandTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-commands-'));
  // Some tests run as another user.
  chmodSync(folder, 0o755);
  const clone = join(folder, 'clone');
  const seconds = (command: string, ...args: readonly string[]) =>
    secondsOf(command, args, clone, join(folder, 'nx-cache'));
  const nx = (...args: readonly string[]) => seconds('npx', 'nx', ...args);
  try {
    execFileSync('git', ['clone', '--quiet', '--local', workspaceRoot, clone]);
    symlinkSync(join(workspaceRoot, 'node_modules'), join(clone, 'node_modules'));
    const allTests = await seconds('npm', 'test');
    const unchangedTests = await repeated(runs, () => seconds('npm', 'test'));
    const unchangedDeployment = await deployments(clone, runs, nx);
    const synth = () => nx('run', 'food-service:synth', '-c', 'sandbox');
    const unchangedSynthesis = await repeated(runs, synth);
    addDish(join(clone, SERVICE));
    await nx('run', 'food-service-contract:openapi');
    const affectedTests = await nx('affected', '-t', 'test', '--base=HEAD');
    return { allTests, affectedTests, unchangedTests, unchangedSynthesis, unchangedDeployment };
  } finally {
    await nx('daemon', '--stop').catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deployments(
  clone: string,
  runs: number,
  nx: (...args: readonly string[]) => Promise<number>,
): Promise<readonly number[]> {
  const sandbox = await SandboxServer.start(clone, join(clone, '.sandbox'));
  try {
    return await repeated(runs, () => nx('run', 'food-service:deploy', '-c', 'sandbox'));
  } finally {
    await sandbox.stop();
  }
}

/** Runs it once more than it measures: the first run may have work left over. */
async function repeated(runs: number, run: () => Promise<number>): Promise<readonly number[]> {
  await run();
  const measured: number[] = [];
  for (let count = 0; count < runs; count++) measured.push(await run());
  return measured;
}

function addDish(file: string): void {
  const source = readFileSync(file, 'utf8');
  const changed = source.replace('items: [', "items: ['soup', ");
  if (changed === source) throw new Error(`${file} has no items`);
  writeFileSync(file, changed);
}

async function secondsOf(
  command: string,
  args: readonly string[],
  cwd: string,
  cache: string,
): Promise<number> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: cwd, NX_CACHE_DIRECTORY: cache, NX_TUI: 'false' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += String(chunk)));
  }
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${output}`);
  return (performance.now() - started) / 1000;
}
