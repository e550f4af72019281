/** Measures how much of the machine's CPU other processes use. */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** CPU time of all cores since the system started, in milliseconds. */
interface CpuTime {
  readonly busy: number;
  readonly total: number;
}

/**
 * Returns how many cores were in use on average during an interval in which this process is idle. A load average
 * would include the builds that Nx runs before a benchmark.
 */
export async function coresInUse(milliseconds: number): Promise<number> {
  const before = cpuTime();
  await sleep(milliseconds);
  const after = cpuTime();
  return ((after.busy - before.busy) / (after.total - before.total)) * cpus().length;
}

function cpuTime(): CpuTime {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => {
    const busy = user + nice + sys + irq;
    return { busy, total: busy + idle };
  });
  return {
    busy: times.reduce((sum, { busy }) => sum + busy, 0),
    total: times.reduce((sum, { total }) => sum + total, 0),
  };
}
