/** A sandbox that serves a workspace in a separate process, as `npm start` does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { join } from 'node:path';

/** Milliseconds to wait for a line of output. */
const PATIENCE = 120_000;

export class RunningSandbox {
  /** All output since the start. */
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

  /** @param service the service that requests go to, such as `food` */
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

  /** Resolves when the sandbox prints a line with this text. */
  printed(text: string): Promise<void> {
    return line(this.process, text);
  }

  /** Sends a GET request to a path of the service, and returns the status and body of the response. */
  get(path: string): Promise<{ readonly status: number; readonly body: string }> {
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

/** @throws {Error} when the process exits, or does not print the text in time */
function line(child: ChildProcess, text: string): Promise<void> {
  const { stdout } = child;
  if (!stdout) return Promise.reject(new Error('the sandbox has no output'));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(new Error(`the sandbox did not print "${text}"`)), PATIENCE);
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(text)) end();
    };
    const ended = () => end(new Error(`the sandbox exited:\n${output}`));
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
