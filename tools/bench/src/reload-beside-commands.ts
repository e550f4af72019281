/**
 * Saves sources while the same apps are built and synthesized in the same workspace. Both must succeed each
 * time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSandbox } from './reload/running-sandbox';
import { copyWorkspace } from './reload/workspace-copy';

const ROUNDS = 3;

const FILE = 'libs/orders-domain/src/use-cases/get-order.ts';

async function main(): Promise<void> {
  const root = copyWorkspace();
  const sandbox = await RunningSandbox.start(root, 'food');
  const path = join(root, FILE);
  const original = readFileSync(path, 'utf8');
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const since = performance.now();
      const updated = sandbox.printed('Updated food-service-sandbox');
      const commands = buildsAndSyntheses(root);
      writeFileSync(path, original.replace(/'There is no order[^']*'/, `'Round ${round}'`));
      await Promise.all([updated, commands]);
      const took = ((performance.now() - since) / 1000).toFixed(1);
      process.stdout.write(`Round ${round} of ${ROUNDS}: both succeeded in ${took} s\n`);
    }
    if (sandbox.output.includes('Not updated')) throw new Error(sandbox.output);
  } finally {
    await sandbox.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Repeats the commands until the watch must have started. @throws {Error} when a command fails */
async function buildsAndSyntheses(root: string): Promise<void> {
  for (let time = 0; time < 2; time++) {
    const nx = spawn(
      join(root, 'node_modules', '.bin', 'nx'),
      ['run-many', '--targets=build,synth', '--configuration=sandbox', '--skip-nx-cache'],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, CDK_VALIDATION: 'false', NX_DAEMON: 'false', NX_TUI: 'false' },
      },
    );
    const [status] = (await once(nx, 'close')) as [number | null];
    if (status !== 0) throw new Error(`nx run-many exited with ${String(status)}`);
  }
}

void main();
