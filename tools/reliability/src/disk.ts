/**
 * Orders on a disk that is full, then has room again, and on one that is read-only: fails where a write is
 * not answered with 503 meanwhile, a read is not answered at all, the sandbox ends, it does not recover by
 * itself, or a list has not exactly once every order that was acknowledged.
 *
 * The disk is made read-only between two processes: Linux remounts none that has a file open for writing,
 * as the log of a database is.
 *
 * Linux and root only: it mounts a file system in memory.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OrderBook } from './disk/order-book';
import { SmallDisk } from './disk/small-disk';
import { SandboxProcess } from './support/sandbox-process';

const MEGABYTES = 64;
const LOAD_MS = 3_000;
/** How long orders may still be taken on a full disk: blocks that a file has already are filled first. */
const FILLING_MS = 20_000;
const RECOVERY_MS = 5_000;

async function main(): Promise<readonly string[]> {
  const disk = SmallDisk.mount(MEGABYTES);
  let sandbox: SandboxProcess | undefined;
  try {
    const dataDir = join(disk.path, 'data');
    sandbox = await SandboxProcess.start({ dataDir });
    const book = new OrderBook(sandbox);
    await book.load(LOAD_MS);
    await onFullDisk(disk, sandbox, book);
    await stopped(sandbox, book);
    disk.makeReadOnly();
    await startRefused(dataDir, book);
    disk.makeWritable();
    sandbox = await SandboxProcess.start({ dataDir });
    book.moveTo(sandbox);
    await compared(book, 'after a read-only disk and a restart');
    book.close();
    return [...book.failures].map(([failure, count]) => `${count} × ${failure}`);
  } finally {
    if (sandbox?.isRunning) await sandbox.stop();
    disk.unmount();
  }
}

async function onFullDisk(
  disk: SmallDisk,
  sandbox: SandboxProcess,
  book: OrderBook,
): Promise<void> {
  console.log(
    `${book.acknowledged.length} orders, ${book.reads} reads on a disk of ${MEGABYTES} MB`,
  );
  disk.fill();
  const filled = performance.now();
  while ((await book.place()) !== 503) {
    if (performance.now() - filled < FILLING_MS) continue;
    book.failed('no order was refused on a full disk');
    break;
  }
  const [refused, reads] = [book.refused, book.reads];
  const statuses = await book.load(LOAD_MS);
  const taken = statuses.filter((status) => status === 201).length;
  if (taken > 0) book.failed(`${taken} orders taken on a full disk that had refused one`);
  console.log(
    `full: ${book.refused - refused} orders refused with 503, ${book.reads - reads} reads`,
  );
  disk.free();
  await recovered(book);
  await book.load(LOAD_MS);
  if (!sandbox.isRunning) book.failed('the sandbox ended on a full disk');
  await compared(book, 'after a full disk');
}

/** It has nothing to regret: a fault that it outlived would be on its terminal, and in its status. */
async function stopped(sandbox: SandboxProcess, book: OrderBook): Promise<void> {
  const status = await sandbox.stop();
  if (status !== 0) book.failed(`the sandbox ended with ${status}:\n${sandbox.output}`);
}

async function recovered(book: OrderBook): Promise<void> {
  const freed = performance.now();
  while ((await book.place()) !== 201) {
    if (performance.now() - freed > RECOVERY_MS) {
      book.failed(`no order was taken within ${RECOVERY_MS} ms of there being room`);
      return;
    }
    await sleep(50);
  }
  const took = performance.now() - freed;
  console.log(`room again: an order is taken after ${took.toFixed(0)} ms`);
}

async function compared(book: OrderBook, when: string): Promise<void> {
  const { missing, twice, surplus } = await book.compareWithList();
  const told =
    `${when}: of ${book.acknowledged.length} acknowledged orders the list lacks ${missing}, has ` +
    `${twice} twice, and ${surplus} that were never taken`;
  console.log(told);
  if (missing + twice + surplus > 0) book.failed(told);
}

/** Where nothing can be kept, the sandbox says so in one line, and does not start. */
async function startRefused(dataDir: string, book: OrderBook): Promise<void> {
  try {
    await (await SandboxProcess.start({ dataDir })).stop();
    book.failed('a sandbox started on a read-only disk');
  } catch (error) {
    const lines = String(error)
      .split('\n')
      .filter((line) => line.startsWith('error: '));
    console.log(`read-only: ${lines.join('; ')}`);
    const isTold = lines.length === 1 && lines[0]?.includes('read-only') === true;
    if (!isTold) book.failed(`on a read-only disk: ${String(error)}`);
  }
}

void main()
  .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
  .then((failures) => {
    for (const failure of failures) console.error(`failed: ${failure}`);
    process.exitCode = failures.length > 0 ? 1 : 0;
  });
