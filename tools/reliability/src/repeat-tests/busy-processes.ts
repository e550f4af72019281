import { spawn, type ChildProcess } from 'node:child_process';

/** Keeps a core busy. It ends with its parent, also where that was killed and could not end it. */
const LOOP = `
  while (process.ppid === ${process.pid}) {
    const pause = Date.now() + 200;
    while (Date.now() < pause);
  }
`;

/** Processes that do nothing but compute, so that everything else has to wait for its turn. */
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
