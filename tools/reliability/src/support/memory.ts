/** The memory of a sandbox's process after a collection of its garbage. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxProcess } from './sandbox-process';

/** In bytes. */
export interface Memory {
  /** JavaScript objects that are still reachable. */
  readonly heapUsed: number;
  /** Of native code that is bound to them. */
  readonly external: number;
  /** All that the process holds of the machine, also what native code allocates. */
  readonly rss: number;
}

/** Node flags of a sandbox that `memoryOf` can ask. */
export const PROBE_FLAGS = ['--expose-gc', `--require=${join(__dirname, 'memory-probe.cjs')}`];

const LINE = /\{"probe":"memory","heapUsed":(\d+),"external":(\d+),"rss":(\d+)\}/g;

/** @throws {Error} when the sandbox does not answer in ten seconds; it was to be started with `PROBE_FLAGS`. */
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
  throw new Error('The sandbox did not tell its memory');
}
