/** Measures the commands that a developer waits for, in a clone of the last commit. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxServer } from '../servers/sandbox-server';
import { Clone } from './clone';

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
export function commandTimes(runs: number): Promise<CommandTimes> {
  return Clone.use(async (clone) => {
    const nx = (...args: readonly string[]) => clone.seconds('npx', 'nx', ...args);
    const allTests = await clone.seconds('npm', 'test');
    const unchangedTests = await repeated(runs, () => clone.seconds('npm', 'test'));
    const unchangedDeployment = await deployments(clone.root, runs, nx);
    const synth = () => nx('run', 'food-service:synth', '-c', 'sandbox');
    const unchangedSynthesis = await repeated(runs, synth);
    addDish(join(clone.root, SERVICE));
    await nx('run', 'food-service-contract:openapi');
    const affectedTests = await nx('affected', '-t', 'test', '--base=HEAD');
    return { allTests, affectedTests, unchangedTests, unchangedSynthesis, unchangedDeployment };
  });
}

/** Returns the duration of CI in seconds. @throws {Error} with its output when it fails */
export function pipelineTime(): Promise<number> {
  return Clone.use((clone) => clone.seconds('.ci/run'));
}

async function deployments(
  root: string,
  runs: number,
  nx: (...args: readonly string[]) => Promise<number>,
): Promise<readonly number[]> {
  const sandbox = await SandboxServer.start(root, join(root, '.sandbox'));
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
