/** Reads the memory of a process and its descendants. */
import { processFile, withDescendants } from './processes';

/**
 * Returns the proportional set size (PSS) of processes and their descendants in MiB: a page that several
 * processes share counts once. Returns undefined on systems other than Linux.
 */
export function memoryOf(pids: readonly number[]): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = [...withDescendants(pids)].reduce((sum, pid) => sum + pssOf(pid), 0);
  return kilobytes / 1024;
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(processFile(pid, 'smaps_rollup'))?.[1] ?? 0);
}
