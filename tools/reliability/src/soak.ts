/**
 * Mixed traffic for long: fails where the sandbox's process grows after its warm-up, at any error, and
 * where a list has not exactly the orders that were acknowledged.
 *
 * The warm-up is a fifth of the time, two minutes of ten. A shorter run has less time to grow and
 * more noise, so that it finds large leaks only.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { latencyTable } from './support/quantiles';
import { SandboxProcess } from './support/sandbox-process';
import { Traffic } from './support/traffic';

/** How much the process may grow after the warm-up. */
const MAX_GROWTH = 0.05;
const WARM_UP_SHARE = 0.2;
/** How often memory is looked at; of some looks in a row the median counts, since garbage comes and goes. */
const INTERVAL_MS = 500;
const WINDOW_SHARE = 0.1;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    connections: { type: 'string', default: '16' },
  },
});

async function main(): Promise<readonly string[]> {
  const sandbox = await SandboxProcess.start();
  const traffic = new Traffic(sandbox, Number(values.connections));
  try {
    const milliseconds = Number(values.seconds) * 1000;
    const memory = await memoryDuring(sandbox, traffic.run(milliseconds));
    console.log(
      `${values.connections} connections, ${values.seconds} s, ${traffic.answered} answers`,
    );
    console.log(latencyTable(traffic.latencies));
    return [...grown(memory), ...(await lost(traffic)), ...failedCalls(traffic)];
  } finally {
    traffic.close();
    await sandbox.stop();
  }
}

/** Returns the process's resident bytes, again and again while something runs. */
async function memoryDuring(
  sandbox: SandboxProcess,
  running: Promise<void>,
): Promise<readonly number[]> {
  const samples: number[] = [];
  let isOver = false;
  const over = running.finally(() => (isOver = true));
  while (!isOver) {
    samples.push(sandbox.residentMemory);
    await Promise.race([over, sleep(INTERVAL_MS)]);
  }
  await over;
  return samples;
}

function grown(memory: readonly number[]): readonly string[] {
  const window = Math.max(1, Math.floor(memory.length * WINDOW_SHARE));
  const warm = Math.floor(memory.length * WARM_UP_SHARE);
  const before = median(memory.slice(warm, warm + window));
  const after = median(memory.slice(-window));
  const growth = after / before - 1;
  const told =
    `resident memory: ${mebibytes(before)} after the warm-up, ${mebibytes(after)} at the end, ` +
    `${mebibytes(Math.max(...memory))} at most (${(growth * 100).toFixed(1)} %)`;
  console.log(told);
  return growth > MAX_GROWTH ? [told] : [];
}

async function lost(traffic: Traffic): Promise<readonly string[]> {
  const { missing, surplus } = await traffic.compareWithLists();
  console.log(
    `${traffic.acknowledgedOrders} orders acknowledged; in no list: ${missing}; ` +
      `listed beyond them or twice: ${surplus}`,
  );
  return missing + surplus > 0 ? [`${missing} orders missing, ${surplus} too many`] : [];
}

function failedCalls({ errors }: Traffic): readonly string[] {
  return [...errors].map(([error, count]) => `${count} × ${error}`);
}

function median(samples: readonly number[]): number {
  return [...samples].sort((one, other) => one - other)[Math.floor(samples.length / 2)] ?? NaN;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}

void main().then((failures) => {
  for (const failure of failures) console.error(`failed: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
});
