/** The HTTPS socket that clients connect to: turns bytes into requests, and answers into bytes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Account } from '../account';
import type { Certificate } from '../certificates';
import { MAX_BODY_BYTES } from './api-gateway-hop';
import type { HttpRequest, HttpResponse } from './http';
import type { Trace } from './trace';
import type { Traces } from './traces';
import { answer } from './way';

/** Called when a request has been answered, or dropped: then it has no response. */
export type OnAnswered = (
  request: HttpRequest,
  response: HttpResponse | undefined,
  trace: Trace,
) => void;

export class HttpsListener {
  private readonly server: Server;
  private stopping = false;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(
    certificate: Certificate,
    private readonly accounts: () => readonly Account[],
    private readonly traces: Traces,
    private readonly onAnswered: OnAnswered,
  ) {
    this.server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, (incoming, outgoing) => {
      this.handle(incoming, outgoing).catch(() => outgoing.destroy());
    });
    this.server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
      else socket.destroy();
    });
  }

  /** Listens on loopback; port 0 takes a free one. Gives the port. */
  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Shows another certificate to clients that connect from now on. */
  renewCertificate(certificate: Certificate): void {
    this.server.setSecureContext({ ...certificate, minVersion: 'TLSv1.2' });
  }

  /**
   * Answers the requests that have come in whole, however long a function takes, then gives connections
   * a moment to end.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeIdleConnections();
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    const force = setTimeout(() => this.server.closeAllConnections(), 1000);
    await closed;
    clearTimeout(force);
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const head = readHead(incoming);
    const trace = this.traces.begin(`${head.method} ${head.host}${head.path}`);
    const request: HttpRequest = { ...head, body: await readBody(incoming) };
    const answering = answer(request, this.accounts(), trace);
    this.underWay.add(answering);
    const response = await answering.finally(() => this.underWay.delete(answering));
    if (response) this.send(request, response, outgoing);
    else incoming.socket.destroy();
    trace.answered(response?.status);
    this.onAnswered(request, response, trace);
  }

  private send(request: HttpRequest, response: HttpResponse, outgoing: ServerResponse): void {
    outgoing.writeHead(response.status, {
      ...(response.headers as Record<string, string | string[]>),
      'content-length': Buffer.byteLength(response.body),
      ...(this.stopping ? { connection: 'close' } : {}),
    });
    outgoing.end(request.method === 'HEAD' ? undefined : response.body);
  }
}

function readHead(incoming: IncomingMessage): Omit<HttpRequest, 'body'> {
  const [path, query] = splitOnce(incoming.url ?? '/', '?');
  const { rawHeaders } = incoming;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return {
    method: incoming.method ?? 'GET',
    host,
    name: serverName(incoming) ?? host,
    path,
    query,
    headers,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}

/** Clients that connect to an address send no name. */
function serverName({ socket }: IncomingMessage): string | undefined {
  const name = socket instanceof TLSSocket ? socket.servername : undefined;
  return name ? name.toLowerCase() : undefined;
}

/** Keeps no more of a body than tells that it is too large, and lets the rest run past. */
async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (length <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
  }
  return Buffer.concat(chunks);
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
