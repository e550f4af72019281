/** Reads what Linux knows of processes. */
import { readFileSync, readdirSync } from 'node:fs';

/** Returns the processes and their descendants. */
export function withDescendants(pids: readonly number[]): ReadonlySet<number> {
  const all = new Set(pids);
  const parents = parentsOfAll();
  for (let before = 0; before < all.size;) {
    before = all.size;
    for (const [pid, parent] of parents) if (all.has(parent)) all.add(pid);
  }
  return all;
}

/** Returns a file of a process in `/proc`; an empty text when the process has exited meanwhile. */
export function processFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function parentsOfAll(): ReadonlyMap<number, number> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parentOf = (pid: number) => Number(/\) \S (\d+)/.exec(processFile(pid, 'stat'))?.[1]);
  return new Map(pids.map((pid) => [pid, parentOf(pid)]));
}
