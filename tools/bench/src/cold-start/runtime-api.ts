/** Lambda's Runtime API, for processes that each handle one invocation. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { closed, listening } from '../functions/stand-in';

const BOOTSTRAP = join(__dirname, 'bootstrap.mjs');

/** Milliseconds, measured from before the function was loaded. */
export interface ColdStart {
  /** Until it was loaded. */
  readonly init: number;
  /** Until its first response was ready to be sent. */
  readonly all: number;
  /** CPU time of all threads until then. */
  readonly cpu: number;
}

interface Answer {
  readonly start: ColdStart;
  readonly statusCode: unknown;
}

export class RuntimeApi {
  private event = '';
  private answer: Answer | undefined;

  private constructor(
    private readonly server: Server,
    private readonly address: string,
  ) {}

  static async start(): Promise<RuntimeApi> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'POST') api.receive(request, Buffer.concat(chunks).toString());
        const body = request.method === 'POST' ? '' : api.event;
        response.writeHead(request.method === 'POST' ? 202 : 200, {
          'lambda-runtime-aws-request-id': '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
          'content-length': Buffer.byteLength(body),
        });
        response.end(body);
      });
    });
    const api = new RuntimeApi(server, new URL(await listening(server)).host);
    return api;
  }

  /**
   * Starts a process that runs the function for one event.
   *
   * @throws {Error} when the function does not respond with a status below 300
   */
  async coldStart(
    node: string,
    file: string,
    event: object,
    environment: Readonly<Record<string, string>>,
  ): Promise<ColdStart> {
    this.event = JSON.stringify(event);
    this.answer = undefined;
    const child = spawn(node, [BOOTSTRAP], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...environment, AWS_LAMBDA_RUNTIME_API: this.address, BENCH_HANDLER: file },
    });
    await once(child, 'close');
    const { start, statusCode } = this.received();
    if (typeof statusCode !== 'number' || statusCode >= 300) {
      throw new Error(`${file} answered ${String(statusCode)}`);
    }
    return start;
  }

  async stop(): Promise<void> {
    await closed(this.server);
  }

  private received(): Answer {
    if (this.answer === undefined) throw new Error('a function exited without a response');
    return this.answer;
  }

  private receive({ headers }: IncomingMessage, body: string): void {
    const milliseconds = (name: string) => Number(headers[name]);
    const { statusCode } = JSON.parse(body) as { readonly statusCode: unknown };
    this.answer = {
      start: {
        init: milliseconds('bench-init'),
        all: milliseconds('bench-all'),
        cpu: milliseconds('bench-cpu'),
      },
      statusCode,
    };
  }
}
