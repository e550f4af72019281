/**
 * Places orders on a disk that is full, then has space again, and on one that is read-only. Fails when a
 * write does not return 503 meanwhile, a read gets no response, the sandbox exits, it does not recover, or a
 * list does not contain each acknowledged order exactly once.
 *
 * The disk is made read-only while no sandbox runs: Linux can't remount a file system that has a file open
 * for writing, such as a database's log.
 *
 * Requires Linux and root, since it mounts a file system in memory.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OrderBook } from './disk/order-book';
import { SmallDisk } from './disk/small-disk';
import { SandboxProcess } from './support/sandbox-process';

const MEGABYTES = 64;
const LOAD_MS = 3_000;
/**
 * Milliseconds in which orders may still be accepted on a full disk, until the blocks that are allocated
 * already are filled.
 */
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
  const accepted = statuses.filter((status) => status === 201).length;
  if (accepted > 0) book.failed(`${accepted} orders accepted on a full disk that had refused one`);
  console.log(
    `full: ${book.refused - refused} orders refused with 503, ${book.reads - reads} reads`,
  );
  disk.free();
  await recovered(book);
  await book.load(LOAD_MS);
  if (!sandbox.isRunning) book.failed('the sandbox exited on a full disk');
  await compared(book, 'after a full disk');
}

/** Checks that there was no internal error: one would be in the output, and in the exit status. */
async function stopped(sandbox: SandboxProcess, book: OrderBook): Promise<void> {
  const status = await sandbox.stop();
  if (status !== 0) book.failed(`the sandbox exited with ${status}:\n${sandbox.output}`);
}

async function recovered(book: OrderBook): Promise<void> {
  const freed = performance.now();
  while ((await book.place()) !== 201) {
    if (performance.now() - freed > RECOVERY_MS) {
      book.failed(`no order was accepted within ${RECOVERY_MS} ms after space was freed`);
      return;
    }
    await sleep(50);
  }
  const took = performance.now() - freed;
  console.log(`space freed: an order is accepted after ${took.toFixed(0)} ms`);
}

async function compared(book: OrderBook, when: string): Promise<void> {
  const { missing, twice, surplus } = await book.compareWithList();
  const message =
    `${when}: of ${book.acknowledged.length} acknowledged orders the list lacks ${missing}, has ` +
    `${twice} twice, and ${surplus} that were never accepted`;
  console.log(message);
  if (missing + twice + surplus > 0) book.failed(message);
}

/** Checks that the sandbox does not start on a read-only disk, and prints the reason in one line. */
async function startRefused(dataDir: string, book: OrderBook): Promise<void> {
  try {
    await (await SandboxProcess.start({ dataDir })).stop();
    book.failed('a sandbox started on a read-only disk');
  } catch (error) {
    const lines = String(error)
      .split('\n')
      .filter((line) => line.startsWith('error: '));
    console.log(`read-only: ${lines.join('; ')}`);
    const isExplained = lines.length === 1 && lines[0]?.includes('read-only') === true;
    if (!isExplained) book.failed(`on a read-only disk: ${String(error)}`);
  }
}

void main()
  .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
  .then((failures) => {
    for (const failure of failures) console.error(`failed: ${failure}`);
    process.exitCode = failures.length > 0 ? 1 : 0;
  });
