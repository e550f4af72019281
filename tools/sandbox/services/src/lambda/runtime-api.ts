/**
 * The Lambda Runtime API of one execution environment, on loopback.
 *
 * Every program of this machine reaches loopback, so its paths begin with a secret that only the
 * environment's process is given, in `AWS_LAMBDA_RUNTIME_API`; runtimes put their paths behind that
 * variable as it stands. Of other users, none may read a process's environment.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { strangerReason } from '@sandbox/kernel/strangers';
import { MAX_PAYLOAD_BYTES } from './payload-limit';

/** One invocation as the runtime gets it. */
export interface Invocation {
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly traceId: string;
  readonly payload: string;
}

/** What the runtime reports; payloads are JSON texts. */
export interface RuntimeEvents {
  onReady(): void;
  onResponse(requestId: string, payload: string): void;
  onError(requestId: string, payload: string): void;
  onInitError(payload: string): void;
  /** Returns whether a name resolves where the function is. */
  resolves(name: string): boolean;
  /** Somebody else than the runtime called, and was refused. */
  onStranger(reason: string): void;
}

const VERSION = '/2018-06-01/runtime/';
/** What Lambda's own Runtime API does not have: `runtime/network.mjs` asks it for names. */
const NAMES = 'names/';
const SECRET_BYTES = 32;

export class RuntimeApi {
  private readonly server: Server;
  private readonly prefix = Buffer.from(`/${randomBytes(SECRET_BYTES).toString('hex')}${VERSION}`);
  private waiting: ServerResponse | undefined;
  private pending: Invocation | undefined;

  constructor(private readonly events: RuntimeEvents) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy());
    });
    this.server.keepAliveTimeout = 0;
    this.server.requestTimeout = 0;
  }

  /** Listens on a free loopback port. Returns what `AWS_LAMBDA_RUNTIME_API` has to be. */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    const secret = this.prefix.toString().slice(0, -VERSION.length);
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}${secret}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Hands an invocation to the runtime as soon as it asks for one. */
  send(invocation: Invocation): void {
    this.pending = invocation;
    this.flush();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reason = strangerReason(request) ?? this.secretFault(request.url ?? '');
    if (reason !== undefined) {
      response.writeHead(403).end();
      this.events.onStranger(reason);
      return;
    }
    const path = (request.url ?? '').slice(this.prefix.length);
    if (request.method === 'GET' && path === 'invocation/next') {
      this.waiting = response;
      if (!this.pending) this.events.onReady();
      this.flush();
      return;
    }
    if (request.method === 'GET' && path.startsWith(NAMES)) {
      const name = decodeURIComponent(path.slice(NAMES.length));
      response.writeHead(this.events.resolves(name) ? 200 : 404).end();
      return;
    }
    const body = await readText(request);
    const [, requestId = '', kind] = path.split('/');
    response.writeHead(202).end();
    if (path === 'init/error') this.events.onInitError(body);
    else if (kind === 'response') this.events.onResponse(requestId, body);
    else if (kind === 'error') this.events.onError(requestId, body);
  }

  /** Takes the same time wherever a wrong secret differs. */
  private secretFault(url: string): string | undefined {
    const given = Buffer.from(url).subarray(0, this.prefix.length);
    const isRight = given.length === this.prefix.length && timingSafeEqual(given, this.prefix);
    return isRight ? undefined : "its path did not contain the function's secret";
  }

  private flush(): void {
    if (!this.waiting || !this.pending) return;
    const { requestId, invokedFunctionArn, deadline, traceId, payload } = this.pending;
    this.waiting.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-invoked-function-arn': invokedFunctionArn,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-trace-id': traceId,
    });
    this.waiting.end(payload);
    this.waiting = undefined;
    this.pending = undefined;
  }
}

/** Keeps no more of an answer than shows that it is too large, however much a function sends. */
async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (length <= MAX_PAYLOAD_BYTES) chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
  }
  return Buffer.concat(chunks).toString();
}
