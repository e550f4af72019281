/**
 * The built sandbox in a separate process, with a new data folder and free ports, as a user would run it. It
 * needs the output of `build` and `synth`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const WORKSPACE_ROOT = resolve(__dirname, '../../../..');
const MAIN = join(WORKSPACE_ROOT, 'dist/tools/sandbox/main.cjs');
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;

const stateSchema = z.object({
  pid: z.number(),
  services: z.array(z.url()),
  authority: z.string(),
  aws: z.url(),
});

export interface SandboxProcessProps {
  /** @default a new temporary folder, deleted by `stop` */
  readonly dataDir?: string;
  /** Flags of Node.js, such as `--expose-gc`. @default none */
  readonly nodeFlags?: readonly string[];
  /** Variables in addition to those of this process. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

export class SandboxProcess {
  /** The last megabyte of its output to stdout and stderr. */
  output = '';
  private readonly closed: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
    private readonly isTemporary: boolean,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-1_000_000);
      });
    }
    this.closed = once(child, 'close');
  }

  /**
   * Starts a sandbox and waits until it responds.
   *
   * @throws {Error} with the process's output when it exits, or does not respond within a minute
   */
  static async start(props: SandboxProcessProps = {}): Promise<SandboxProcess> {
    const { nodeFlags = [], environment } = props;
    const dataDir =
      props.dataDir ?? mkdtempSync(join(realpathSync(tmpdir()), 'sandbox-reliability-'));
    const args = [
      ...nodeFlags,
      MAIN,
      '--port=0',
      '--aws-port=0',
      '--console-port=0',
      `--data-dir=${dataDir}`,
    ];
    const child = spawn(process.execPath, args, {
      cwd: WORKSPACE_ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    const sandbox = new SandboxProcess(child, dataDir, props.dataDir === undefined);
    try {
      await sandbox.ready();
      return sandbox;
    } catch (error) {
      await sandbox.abandon();
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Whether the process is still running. */
  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The base URL of a service, such as `https://food.orders.localhost:8443/v1`. */
  url(service: string): URL {
    const url = this.state?.services.find((each) =>
      new URL(each).hostname.startsWith(`${service}.`),
    );
    if (url === undefined) throw new Error(`The sandbox has no service ${service}`);
    return new URL(url);
  }

  /** URL of the AWS APIs. */
  get awsEndpoint(): string {
    return this.state?.aws ?? '';
  }

  /** The certificate authority, as PEM. */
  get authority(): Buffer {
    return readFileSync(join(this.dataDir, 'ca.pem'));
  }

  /** The process's resident memory, in bytes. Linux only. */
  get residentMemory(): number {
    const [, kilobytes] =
      /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until the process has exited by itself. Returns its exit status, or null after a signal. */
  async ended(): Promise<number | null> {
    await this.closed;
    return this.child.exitCode;
  }

  /** Stops the process as Ctrl-C does, and deletes a temporary data folder. */
  async stop(): Promise<number | null> {
    this.signal('SIGINT');
    const status = await this.ended();
    this.removeTemporary();
    return status;
  }

  private async abandon(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
    this.removeTemporary();
  }

  private removeTemporary(): void {
    if (this.isTemporary) rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (this.state === undefined) {
      if (!this.isRunning || Date.now() > deadline) {
        throw new Error(`The sandbox did not start. Its output:\n${this.output}`);
      }
      await sleep(POLL_MS);
    }
  }

  /** Undefined until the process has written its own state: a killed process leaves its state behind. */
  private get state(): z.output<typeof stateSchema> | undefined {
    try {
      const text = readFileSync(join(this.dataDir, 'sandbox.json'), 'utf8');
      const state = stateSchema.parse(JSON.parse(text));
      return state.pid === this.pid ? state : undefined;
    } catch {
      return undefined;
    }
  }
}
