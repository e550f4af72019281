/** A sandbox in a separate process, as `npm start` runs it, but without watching sources. */
import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { assemblyOf, sandboxMain, workspaceRoot } from './workspace';

const APPS = ['consumer-infra', 'food-service', 'beverage-service'];

export interface Ports {
  readonly https: number;
  readonly console: number;
}

const FREE: Ports = { https: 0, console: 0 };

export class RunningSandbox {
  private pem: Buffer | undefined;

  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly dataDir: string,
    /** URL of the console. */
    readonly url: string,
    private readonly httpsPort: number,
  ) {}

  /** Starts a sandbox, and waits until it is ready. */
  static async start(dataDir: string, ports = FREE): Promise<RunningSandbox> {
    const child = spawn(
      process.execPath,
      [
        sandboxMain,
        `--port=${ports.https}`,
        '--aws-port=0',
        `--console-port=${ports.console}`,
        `--data-dir=${dataDir}`,
        ...APPS.flatMap((app) => ['--app', assemblyOf(app)]),
      ],
      { cwd: workspaceRoot, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      const [, url] = /Console: (\S+)/.exec(output) ?? [];
      const [, port] = /localhost:(\d+)\/v1/.exec(output) ?? [];
      if (url !== undefined && output.includes('To explain the latest refused')) {
        return new RunningSandbox(child, dataDir, url, Number(port));
      }
    }
    throw new Error(`The sandbox did not start: ${output}${await text(child.stderr)}`);
  }

  private get authority(): Buffer {
    return (this.pem ??= readFileSync(join(this.dataDir, 'ca.pem')));
  }

  get ports(): Ports {
    return { https: this.httpsPort, console: Number(new URL(this.url).port) };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  /** Sends a client's request, and returns the status of the response. */
  send(method: string, service: string, path: string, body?: object): Promise<number> {
    return this.sendBy(undefined, method, service, path, body);
  }

  /** Sends the same request repeatedly over this many connections, and returns the number of responses. */
  async flood(
    service: string,
    path: string,
    connections: number,
    milliseconds: number,
  ): Promise<number> {
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const end = performance.now() + milliseconds;
    let answered = 0;
    const one = async () => {
      while (performance.now() < end) {
        await this.sendBy(agent, 'GET', service, path);
        answered++;
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    agent.destroy();
    return answered;
  }

  private async sendBy(
    agent: Agent | undefined,
    method: string,
    service: string,
    path: string,
    body?: object,
  ): Promise<number> {
    const outgoing = request({
      ...(agent && { agent }),
      host: '127.0.0.1',
      port: this.httpsPort,
      servername: `${service}.orders.localhost`,
      ca: this.authority,
      method,
      path,
      headers: {
        host: `${service}.orders.localhost:${this.httpsPort}`,
        ...(body && { 'content-type': 'application/json' }),
      },
    });
    outgoing.end(body && JSON.stringify(body));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    await text(response);
    return response.statusCode ?? 0;
  }

  /** @param command a command of the sandbox's CLI */
  async run(command: 'deploy' | 'destroy', assembly: string): Promise<void> {
    const args = [sandboxMain, command, `--data-dir=${this.dataDir}`, assembly];
    await promisify(execFile)(process.execPath, args, { cwd: workspaceRoot });
  }
}
