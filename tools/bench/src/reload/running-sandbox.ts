/** A sandbox that serves a workspace in a process of its own, as `npm start` does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { join } from 'node:path';

/** Milliseconds until a line must have come. */
const PATIENCE = 120_000;

export class RunningSandbox {
  /** What it has said since it started. */
  output = '';
  private readonly agent: Agent;
  private readonly url: URL;

  private constructor(
    private readonly process: ChildProcess,
    dataDir: string,
    service: string,
  ) {
    const state = JSON.parse(readFileSync(join(dataDir, 'sandbox.json'), 'utf8')) as {
      services: readonly string[];
      authority: string;
    };
    this.process.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.url = new URL(state.services.find((url) => url.includes(`//${service}.`)) ?? '');
    this.agent = new Agent({ keepAlive: true, ca: readFileSync(state.authority) });
  }

  /** @param service whose URL requests go to, such as `food`. */
  static async start(root: string, service: string): Promise<RunningSandbox> {
    const dataDir = join(root, '.sandbox');
    const main = join(root, 'dist', 'tools', 'sandbox', 'main.cjs');
    const child = spawn(process.execPath, [main, '--port=0', '--aws-port=0', '--console-port=0'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await line(child, 'Watching');
    return new RunningSandbox(child, dataDir, service);
  }

  /** Settles when the sandbox says a line with this text. */
  says(text: string): Promise<void> {
    return line(this.process, text);
  }

  /** The status and body of what a path of the service answers. */
  ask(path: string): Promise<{ readonly status: number; readonly body: string }> {
    const { hostname, port, pathname } = this.url;
    return new Promise((resolve, reject) => {
      get(
        {
          host: '127.0.0.1',
          port,
          path: pathname + path,
          servername: hostname,
          headers: { host: hostname },
          agent: this.agent,
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => (body += text));
          response.on('error', reject).on('end', () => {
            resolve({ status: response.statusCode ?? 0, body });
          });
        },
      ).on('error', reject);
    });
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    const ended = new Promise((resolve) => this.process.once('close', resolve));
    this.process.kill('SIGINT');
    await ended;
  }
}

/** @throws {Error} when the process ends, or is silent about it for too long. */
function line(child: ChildProcess, text: string): Promise<void> {
  const { stdout } = child;
  if (!stdout) return Promise.reject(new Error('the sandbox has no output'));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(new Error(`the sandbox did not say "${text}"`)), PATIENCE);
    let said = '';
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(text)) end();
    };
    const ended = () => end(new Error(`the sandbox ended:\n${said}`));
    const end = (error?: Error) => {
      clearTimeout(timer);
      stdout.off('data', read);
      child.off('close', ended);
      if (error) reject(error);
      else resolve();
    };
    stdout.on('data', read);
    child.once('close', ended);
  });
}
