/** Reads the memory usage of a sandbox's process after garbage collection. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxProcess } from './sandbox-process';

/** In bytes. */
export interface Memory {
  /** JavaScript objects that are still reachable. */
  readonly heapUsed: number;
  /** Memory of native objects that are bound to them. */
  readonly external: number;
  /** Resident memory of the process, including allocations of native code. */
  readonly rss: number;
}

/** Node.js flags that a sandbox needs for `memoryOf`. */
export const PROBE_FLAGS = ['--expose-gc', `--require=${join(__dirname, 'memory-probe.cjs')}`];

const LINE = /\{"probe":"memory","heapUsed":(\d+),"external":(\d+),"rss":(\d+)\}/g;

/**
 * @throws {Error} when the sandbox, which must be started with `PROBE_FLAGS`, does not respond within ten
 * seconds
 */
export async function memoryOf(sandbox: SandboxProcess): Promise<Memory> {
  const before = [...sandbox.output.matchAll(LINE)].length;
  sandbox.signal('SIGUSR2');
  for (let waited = 0; waited < 10_000; waited += 20) {
    await sleep(20);
    const found = [...sandbox.output.matchAll(LINE)];
    const last = found.length > before ? found.at(-1) : undefined;
    if (last) {
      const [heapUsed = 0, external = 0, rss = 0] = last.slice(1).map(Number);
      return { heapUsed, external, rss };
    }
  }
  throw new Error('The sandbox did not report its memory');
}
