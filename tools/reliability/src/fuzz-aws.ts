/**
 * Sends 20,000 calls with nulls, wrong types, huge numbers, deep structures and broken bytes to every
 * operation of the AWS port. No call may end the sandbox, hang, or return an internal error (5xx).
 *
 * `--seed=N` sets the seed, which determines the calls; `--calls=N` sets their number.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz-aws/fuzz';
import { SandboxProcess } from './support/sandbox-process';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      calls: { type: 'string', default: '20000' },
    },
  });
  const [seed, calls] = [Number(values.seed), Number(values.calls)];
  const sandbox = await SandboxProcess.start();
  try {
    const started = performance.now();
    const { statuses, failures } = await fuzz({ endpoint: sandbox.awsEndpoint, calls, seed });
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    for (const { call, name, answer, body } of failures.slice(0, 20)) {
      process.stdout.write(`call ${call}, ${name}: ${answer}\n  ${body}\n`);
    }
    const counts = [...statuses].sort().map(([status, count]) => `${count} x ${status}`);
    const holds = failures.length === 0 && sandbox.isRunning;
    process.stdout.write(
      `${holds ? 'ok  ' : 'FAIL'}  ${calls} calls (seed ${seed}) in ${seconds} s: ${counts.join(', ')}` +
        `; ${failures.length} failed; the sandbox ${sandbox.isRunning ? 'is running' : 'exited'}\n`,
    );
    process.exitCode = holds ? 0 : 1;
  } finally {
    await sandbox.stop();
  }
}

void main();
