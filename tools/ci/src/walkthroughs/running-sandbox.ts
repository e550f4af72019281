/** Runs the sandbox of a copy of the workspace, and sends requests to its services. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceCopy } from '../testing/workspace-copy';

/** A response, with its parsed body. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Number of requests by status of the response; `lost` without a response. */
export type Tally = ReadonlyMap<number | 'lost', number>;

/** A running sandbox; must be stopped with {@link RunningSandbox.stop}. */
export class RunningSandbox {
  private constructor(
    private readonly running: { readonly folder: string; readonly process: ChildProcess },
    private readonly port: number,
    private readonly agent: Agent,
  ) {}

  /**
   * Starts the sandbox that was built in the copy, on free ports, with the copy's data folder. It runs in
   * another folder without sources: otherwise it would watch them and deploy saved changes itself. @throws
   * Error with its output
   */
  static async start(copy: WorkspaceCopy): Promise<RunningSandbox> {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    cpSync(join(copy.root, 'dist'), join(folder, 'dist'), { recursive: true });
    symlinkSync(join(copy.root, 'node_modules'), join(folder, 'node_modules'));
    // The sandbox finds the apps by these files.
    for (const file of copy.git('ls-files', 'apps/*/cdk.json').trim().split('\n')) {
      cpSync(join(copy.root, file), join(folder, file));
    }
    const sandbox = spawn(
      process.execPath,
      [
        'dist/tools/sandbox/main.cjs',
        ...[
          '--port=0',
          '--aws-port=0',
          '--console-port=0',
          `--data-dir=${join(copy.root, '.sandbox')}`,
        ],
      ],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let printed = '';
    for (const stream of [sandbox.stdout, sandbox.stderr]) {
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    }
    for (;;) {
      const port = /orders\.localhost:(\d+)\/v1\/orders/.exec(printed)?.[1];
      if (port !== undefined && printed.includes('Ready')) {
        const ca = copy.read('.sandbox/ca.pem');
        const agent = new Agent({ ca, keepAlive: true });
        return new RunningSandbox({ folder, process: sandbox }, Number(port), agent);
      }
      if (sandbox.exitCode !== null) throw new Error(`the sandbox exited:\n${printed}`);
      await sleep(50);
    }
  }

  /** Sends a request to a service, such as `food`. */
  send(service: string, method: string, path: string, body?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const host = `${service}.orders.localhost`;
      const sent = request(
        {
          ...{ method, path: `/v1${path}`, agent: this.agent },
          ...{ host: '127.0.0.1', port: this.port, servername: host },
          headers: { host: `${host}:${this.port}`, 'content-type': 'application/json' },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const parsed = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
            resolve({ status: response.statusCode ?? 0, body: parsed });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
  }

  /** Places orders continuously on several connections until `ended` returns true. */
  async load(service: string, order: object, ended: () => boolean): Promise<Tally> {
    const tally = new Map<number | 'lost', number>();
    const connection = async () => {
      while (!ended()) {
        const status = await this.send(service, 'POST', '/orders', order).then(
          (answer) => answer.status,
          () => 'lost' as const,
        );
        tally.set(status, (tally.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 4 }, connection));
    return tally;
  }

  async stop(): Promise<void> {
    const { folder, process: sandbox } = this.running;
    this.agent.destroy();
    if (sandbox.exitCode === null) {
      const exit = once(sandbox, 'exit');
      sandbox.kill('SIGINT');
      await exit;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
