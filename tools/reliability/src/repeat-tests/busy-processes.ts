import { spawn, type ChildProcess } from 'node:child_process';

/** Keeps a core busy. Exits with its parent, even if that was killed. */
const LOOP = `
  while (process.ppid === ${process.pid}) {
    const pause = Date.now() + 200;
    while (Date.now() < pause);
  }
`;

/** Processes that only compute, so that all others have to wait for CPU time. */
export class BusyProcesses {
  private readonly children: readonly ChildProcess[];

  constructor(count: number) {
    this.children = Array.from({ length: count }, () =>
      spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' }),
    );
  }

  /** The IDs of the processes. */
  get pids(): readonly number[] {
    return this.children.flatMap(({ pid }) => pid ?? []);
  }

  end(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }
}
