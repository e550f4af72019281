/**
 * Runs mixed traffic for a long time. Fails when the sandbox's process grows after its warm-up, after any
 * error, and when a list does not contain exactly the acknowledged orders.
 *
 * The warm-up is a fifth of the time, two minutes of ten, and at least the time to serve enough requests to
 * fill the sandbox's histories (traces, log lines, recorded exchanges). Garbage is collected before each of
 * the two measurements of resident memory, since V8 frees memory lazily while the machine has enough.
 */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { latencyTable } from './support/quantiles';
import { SandboxProcess } from './support/sandbox-process';
import { Traffic } from './support/traffic';

/** Maximum growth of the process after the warm-up, as a share. */
const MAX_GROWTH = 0.05;
/** Maximum growth in bytes in runs shorter than ten minutes, where traces and logs are not full yet. */
const MAX_FILLING = 32 * 1024 * 1024;
const WHOLE_RUN_SECONDS = 600;
const WARM_UP_SHARE = 0.2;
/** Minimum number of responses during the warm-up. */
const WARM_UP_ANSWERS = 8_000;
/** Milliseconds of traffic between two checks of the number of responses. */
const WARM_UP_STEP = 1_000;
/** Milliseconds to wait for garbage collections. */
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
      `${values.connections} connections, ${values.seconds} s, ${traffic.answered} responses`,
    );
    console.log(latencyTable(traffic.latencies));
    return [...grown(before, after), ...(await lost(traffic)), ...failedCalls(traffic)];
  } finally {
    traffic.close();
    await sandbox.stop();
  }
}

/** Returns the process's resident bytes after garbage collection. */
async function memoryInUse(sandbox: SandboxProcess): Promise<number> {
  sandbox.signal('SIGUSR2');
  await sleep(COLLECTION_MS);
  return sandbox.residentMemory;
}

function grown(before: number, after: number): readonly string[] {
  const growth = after - before;
  const message =
    `resident memory: ${mebibytes(before)} after the warm-up, ${mebibytes(after)} at the end ` +
    `(${((growth / before) * 100).toFixed(1)} %)`;
  console.log(message);
  const filling = Number(values.seconds) < WHOLE_RUN_SECONDS ? MAX_FILLING : 0;
  return growth > Math.max(MAX_GROWTH * before, filling) ? [message] : [];
}

async function lost(traffic: Traffic): Promise<readonly string[]> {
  const { missing, surplus } = await traffic.compareWithLists();
  console.log(
    `${traffic.acknowledgedOrders} orders acknowledged; not listed: ${missing}; ` +
      `listed twice or not acknowledged: ${surplus}`,
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
