/**
 * Checks that listing orders does not leak memory: a day without orders, and one with several pages of
 * orders, are listed ten thousand times each through the sandbox's HTTPS port. The figure is
 * `process.memoryUsage().heapUsed` of the sandbox's process after two runs of the garbage collector
 * (`--expose-gc`), taken before and after; the process's resident memory (RSS) is printed too, since LevelDB
 * allocates outside of the heap.
 */
import { memoryOf, PROBE_FLAGS, type Memory } from './support/memory';
import { OrdersClient } from './support/orders-client';
import { SandboxProcess } from './support/sandbox-process';

const LISTINGS = 10_000;
/**
 * Listings before the first measurement, until code is compiled, and buffers and logs have their final size.
 */
const WARM_UP = 2_000;
const CONNECTIONS = 8;

/** Allowed growth of the heap, in bytes: the number of traces and logs is bounded, their sizes vary. */
const HEAP_SLACK = 2 * 1024 * 1024;
/** Allowed growth of the RSS, in bytes: V8's reserved memory varies by this much. */
const RSS_SLACK = 128 * 1024 * 1024;

const EMPTY_DAY = '/orders?orderDate=2020-02-29';
const today = `/orders?limit=2&orderDate=${new Date().toISOString().slice(0, 10)}`;

async function main(): Promise<void> {
  const sandbox = await SandboxProcess.start({ nodeFlags: PROBE_FLAGS });
  const client = new OrdersClient(sandbox, 'food', CONNECTIONS);
  try {
    await placeOrders(client, 5);
    const results = [
      await measure(sandbox, client, 'an empty day', EMPTY_DAY),
      await measure(sandbox, client, 'the first of three pages', today),
    ];
    process.exitCode = results.every(Boolean) ? 0 : 1;
  } finally {
    client.close();
    await sandbox.stop();
  }
}

async function placeOrders(client: OrdersClient, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const body = JSON.stringify({ fullName: `Customer ${n}`, food: 'pizza' });
    const headers = { 'content-type': 'application/json' };
    const { status, body: response } = await client.send({
      method: 'POST',
      path: '/orders',
      headers,
      body,
    });
    if (status !== 201) throw new Error(`POST of an order returned ${status}: ${response}`);
  }
}

/** Returns whether the memory stayed within the limits. */
async function measure(
  sandbox: SandboxProcess,
  client: OrdersClient,
  name: string,
  path: string,
): Promise<boolean> {
  await list(client, path, WARM_UP);
  const before = await memoryOf(sandbox);
  const started = performance.now();
  await list(client, path, LISTINGS);
  const seconds = (performance.now() - started) / 1000;
  const after = await memoryOf(sandbox);
  const heap = after.heapUsed - before.heapUsed;
  const rss = after.rss - before.rss;
  const isStable = heap <= HEAP_SLACK && rss <= RSS_SLACK;
  process.stdout.write(
    `${isStable ? 'ok  ' : 'FAIL'}  ${LISTINGS} listings of ${name} in ${seconds.toFixed(0)} s: heap ` +
      `${mebibytes(before, 'heapUsed')} -> ${mebibytes(after, 'heapUsed')}, RSS ${mebibytes(before, 'rss')} -> ` +
      `${mebibytes(after, 'rss')}\n`,
  );
  return isStable;
}

async function list(client: OrdersClient, path: string, count: number): Promise<void> {
  let remaining = count;
  const worker = async () => {
    while (remaining > 0) {
      remaining -= 1;
      const { status, body } = await client.send({ method: 'GET', path });
      if (status !== 200) throw new Error(`A listing returned ${status}: ${body}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function mebibytes(memory: Memory, figure: keyof Memory): string {
  return `${(memory[figure] / 1024 / 1024).toFixed(1)} MiB`;
}

void main();
