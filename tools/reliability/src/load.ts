/**
 * Runs 200 clients for a minute. Prints the latencies of each kind of call, and fails after an error, when an
 * order is lost, or when the p99 of POST is more than ten times its median.
 */
import { parseArgs } from 'node:util';
import { hungInvocation } from './load/hung-invocation';
import { latencyTable, quantile } from './support/quantiles';
import { SandboxProcess } from './support/sandbox-process';
import { Traffic } from './support/traffic';

/** Maximum ratio of p99 to median of POST. */
const MAX_SPREAD = 10;
const WARM_UP_MS = 3_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '200' },
  },
});

async function main(): Promise<readonly string[]> {
  const sandbox = await SandboxProcess.start();
  try {
    return [...(await load(sandbox)), ...(await hungInvocation(sandbox))];
  } finally {
    await sandbox.stop();
  }
}

/** Returns the failures. */
async function load(sandbox: SandboxProcess): Promise<readonly string[]> {
  const seconds = Number(values.seconds);
  const warmUp = new Traffic(sandbox, Number(values.connections));
  await warmUp.run(WARM_UP_MS);
  warmUp.close();
  const traffic = new Traffic(sandbox, Number(values.connections));
  await traffic.run(seconds * 1000);
  const posts = traffic.latencies.get('POST') ?? [];
  const spread = quantile(posts, 0.99) / quantile(posts, 0.5);
  console.log(`${values.connections} connections, ${seconds} s, ${traffic.answered} responses`);
  console.log(latencyTable(traffic.latencies));
  console.log(`POST: p99 is ${spread.toFixed(1)} times p50, at most ${MAX_SPREAD} are allowed`);
  traffic.close();
  return [
    ...[...traffic.errors, ...warmUp.errors].map(([error, count]) => `${count} × ${error}`),
    ...(spread > MAX_SPREAD ? [`the p99 of POST is ${spread.toFixed(1)} times its p50`] : []),
  ];
}

void main().then((failures) => {
  for (const failure of failures) console.error(`failed: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
});
