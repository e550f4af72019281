/** A server in a separate process, with its child processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds to wait until a server responds. */
const PATIENCE = 120_000;
const POLL = 5;

export interface ServerProps {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Variables in addition to those of this process. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

export class ServerProcess {
  private readonly child: ChildProcess;
  private readonly started = performance.now();
  private readonly closed: Promise<unknown>;
  /** The end of its output to stdout and stderr. */
  output = '';

  constructor({ command, args, cwd, environment }: ServerProps) {
    this.child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.closed = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => (this.output = (this.output + String(chunk)).slice(-10_000)));
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /**
   * Polls until there is an answer.
   *
   * @returns the answer, with the milliseconds since the start
   * @throws {Error} with the server's output when it exits, or is not ready in time
   */
  async until<Answer>(
    ask: () => Answer | undefined | Promise<Answer | undefined>,
  ): Promise<{ readonly answer: Answer; readonly milliseconds: number }> {
    for (;;) {
      const answer = await ask();
      const milliseconds = performance.now() - this.started;
      if (answer !== undefined) return { answer, milliseconds };
      if (this.child.exitCode !== null || milliseconds > PATIENCE) {
        throw new Error(`${this.child.spawnargs.join(' ')} did not start:\n${this.output}`);
      }
      await sleep(POLL);
    }
  }

  /** Sends a signal, as Ctrl-C or `kill -9` do, and waits until the process exits. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    this.child.kill(signal);
    await this.closed;
  }
}
