/** A function in a separate process, which can be called any number of times. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Microseconds per call, as the mean of a batch. */
export interface Calls {
  /** CPU time of the whole process. */
  readonly cpu: number;
  readonly time: number;
}

export interface WarmFunctionProps {
  /** The Node.js to run it on. */
  readonly node: string;
  /** Its bundle. */
  readonly file: string;
  /** The event; `{n}` in it is replaced with the number of the call. */
  readonly event: object;
  readonly environment: Readonly<Record<string, string>>;
}

export class WarmFunction {
  private constructor(private readonly child: ChildProcess) {}

  static async start({ node, file, event, environment }: WarmFunctionProps): Promise<WarmFunction> {
    const child = fork(join(__dirname, 'worker.mjs'), [], {
      execPath: node,
      // Functions don't inherit the Node.js flags of this process.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...environment, BENCH_HANDLER: file, BENCH_EVENT: JSON.stringify(event) },
    });
    const started = new WarmFunction(child);
    await started.message();
    return started;
  }

  /** @throws {Error} when a call does not return a status below 300 */
  async call(count: number): Promise<Calls> {
    this.child.send(count);
    return (await this.message()) as Calls;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  private async message(): Promise<unknown> {
    const received = new AbortController();
    const { signal } = received;
    const ended = once(this.child, 'exit', { signal }).then(() => {
      throw new Error('a function exited while it was measured');
    });
    try {
      const message = once(this.child, 'message', { signal }) as Promise<[unknown]>;
      return (await Promise.race([message, ended]))[0];
    } finally {
      // Removes the listeners.
      received.abort();
    }
  }
}
