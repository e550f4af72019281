import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { BusyProcesses } from './busy-processes';

/** Starts one busy process, prints its ID and keeps running. */
const PARENT = `
  const { BusyProcesses } = require('./busy-processes');
  process.stdout.write(String(new BusyProcesses(1).pids[0]));
  setInterval(() => {}, 1000);
`;

describe('busy processes', () => {
  const started: number[] = [];
  afterEach(() =>
    started
      .splice(0)
      .filter(isRunning)
      .forEach((pid) => process.kill(pid, 'SIGKILL')),
  );

  /** Waits until the processes exit; kills those that don't. */
  async function end(pids: readonly number[]): Promise<void> {
    started.push(...pids);
    while (started.some(isRunning)) await sleep(10);
  }

  it('run until they are stopped', async () => {
    const busy = new BusyProcesses(2);
    expect(busy.pids.map(isRunning)).toEqual([true, true]);
    busy.end();
    await expect(end(busy.pids)).resolves.toBeUndefined();
  });

  it('end if their parent is killed', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', '-e', PARENT], {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    expect(isRunning(Number(pid))).toBe(true);
    parent.kill('SIGKILL');
    await expect(end([Number(pid)])).resolves.toBeUndefined();
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
