/**
 * Whether listing orders leaves memory behind: a day without orders, and one with orders that takes more
 * than one page, are listed ten thousand times each through the sandbox's HTTPS port. The figure is
 * `process.memoryUsage().heapUsed` of the sandbox's process after two runs of the garbage collector
 * (`--expose-gc`), taken before and after; the process's whole memory (RSS) is told beside it, since
 * LevelDB's own is not in the heap.
 */
import { memoryOf, PROBE_FLAGS, type Memory } from './support/memory';
import { OrdersClient } from './support/orders-client';
import { SandboxProcess } from './support/sandbox-process';

const LISTINGS = 10_000;
/** Before the first figure: code is compiled, buffers and logs have their size. */
const WARM_UP = 2_000;
const CONNECTIONS = 8;

/** How much more the heap may hold, in bytes: traces and logs are of bounded number, not of one size. */
const HEAP_SLACK = 2 * 1024 * 1024;
/** What V8 keeps of the machine for later comes and goes by as much. */
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
    const { status, body: told } = await client.send({
      method: 'POST',
      path: '/orders',
      headers,
      body,
    });
    if (status !== 201) throw new Error(`An order was answered with ${status}: ${told}`);
  }
}

/** Returns whether the memory stayed. */
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
  const held = heap <= HEAP_SLACK && rss <= RSS_SLACK;
  process.stdout.write(
    `${held ? 'ok  ' : 'FAIL'}  ${LISTINGS} listings of ${name} in ${seconds.toFixed(0)} s: heap ` +
      `${told(before, 'heapUsed')} -> ${told(after, 'heapUsed')}, RSS ${told(before, 'rss')} -> ` +
      `${told(after, 'rss')}\n`,
  );
  return held;
}

async function list(client: OrdersClient, path: string, count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const { status, body } = await client.send({ method: 'GET', path });
      if (status !== 200) throw new Error(`A listing was answered with ${status}: ${body}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function told(memory: Memory, figure: keyof Memory): string {
  return `${(memory[figure] / 1024 / 1024).toFixed(1)} MiB`;
}

void main();
