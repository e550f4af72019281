/**
 * Mixed traffic for long: fails where the sandbox's process grows after its warm-up, at any error, and
 * where a list has not exactly the orders that were acknowledged.
 *
 * The warm-up is a fifth of the time, two minutes of ten, and on a slow machine as long as it takes to
 * answer so many requests that the histories which the sandbox keeps (traces, log lines, recorded exchanges)
 * are full. Garbage is collected before each of the two looks at resident memory, since V8 frees lazily while
 * a machine has memory to spare.
 */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { latencyTable } from './support/quantiles';
import { SandboxProcess } from './support/sandbox-process';
import { Traffic } from './support/traffic';

/** How much the process may grow after the warm-up, as a share. */
const MAX_GROWTH = 0.05;
/** Bytes that it may grow in a shorter run than of ten minutes: its traces and logs are not yet full. */
const MAX_FILLING = 32 * 1024 * 1024;
const WHOLE_RUN_SECONDS = 600;
const WARM_UP_SHARE = 0.2;
/** Answers that a warm-up has at least. */
const WARM_UP_ANSWERS = 8_000;
/** Milliseconds of traffic between two looks at how many answers there were. */
const WARM_UP_STEP = 1_000;
/** Milliseconds that the collector takes for its collections. */
const COLLECTION_MS = 3_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    connections: { type: 'string', default: '16' },
  },
});

async function main(): Promise<readonly string[]> {
  const collector = resolve(__dirname, 'support/collect-garbage.cjs');
  const sandbox = await SandboxProcess.start({
    nodeFlags: ['--expose-gc', `--require=${collector}`],
  });
  const traffic = new Traffic(sandbox, Number(values.connections));
  const milliseconds = Number(values.seconds) * 1000;
  try {
    await traffic.run(milliseconds * WARM_UP_SHARE);
    while (traffic.answered < WARM_UP_ANSWERS && traffic.errors.size === 0)
      await traffic.run(WARM_UP_STEP);
    const before = await memoryInUse(sandbox);
    await traffic.run(milliseconds * (1 - WARM_UP_SHARE));
    const after = await memoryInUse(sandbox);
    console.log(
      `${values.connections} connections, ${values.seconds} s, ${traffic.answered} answers`,
    );
    console.log(latencyTable(traffic.latencies));
    return [...grown(before, after), ...(await lost(traffic)), ...failedCalls(traffic)];
  } finally {
    traffic.close();
    await sandbox.stop();
  }
}

/** Returns the process's resident bytes without its garbage. */
async function memoryInUse(sandbox: SandboxProcess): Promise<number> {
  sandbox.signal('SIGUSR2');
  await sleep(COLLECTION_MS);
  return sandbox.residentMemory;
}

function grown(before: number, after: number): readonly string[] {
  const growth = after - before;
  const told =
    `resident memory: ${mebibytes(before)} after the warm-up, ${mebibytes(after)} at the end ` +
    `(${((growth / before) * 100).toFixed(1)} %)`;
  console.log(told);
  const filling = Number(values.seconds) < WHOLE_RUN_SECONDS ? MAX_FILLING : 0;
  return growth > Math.max(MAX_GROWTH * before, filling) ? [told] : [];
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

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}

void main().then((failures) => {
  for (const failure of failures) console.error(`failed: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
});
