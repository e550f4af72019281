/** Reads the memory of a process and its descendants. */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * Returns the proportional set size (PSS) of processes and their descendants in MiB: a page that several
 * processes share counts once. Returns undefined on systems other than Linux.
 */
export function memoryOf(pids: readonly number[]): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const all = new Set(pids);
  const parents = parentsOfAll();
  for (let before = 0; before < all.size;) {
    before = all.size;
    for (const [pid, parent] of parents) if (all.has(parent)) all.add(pid);
  }
  const kilobytes = [...all].reduce((sum, pid) => sum + pssOf(pid), 0);
  return kilobytes / 1024;
}

function parentsOfAll(): ReadonlyMap<number, number> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return new Map(pids.map((pid) => [pid, Number(/\) \S (\d+)/.exec(read(pid, 'stat'))?.[1])]));
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0);
}

/** Returns an empty text when the process has exited meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
