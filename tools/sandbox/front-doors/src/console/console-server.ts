/**
 * The server of the console: a web page on loopback that shows a sandbox and its requests. Only
 * browsers on this machine can use it, and no pages of other origins (see `foreign-requests.ts`).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { foreignRequestReason } from '@sandbox/kernel/foreign-requests';
import type { ApiResponse } from '@sandbox/services/aws-api/api-response';
import { failure, type LocalRoute } from '../control-api/local-api';
import type { Feed } from './feed';
import { SECURITY_HEADERS, staticFile } from './static-files';

/** The largest body that a page sends: a request to forward. */
const MAX_BODY_BYTES = 12 * 1024 * 1024;

const API = '/api';

export interface ConsoleServerProps {
  readonly feed: Feed;
  readonly routes: readonly LocalRoute[];
  /** The folder of the built page. */
  readonly folder: string;
  /** Called with one line about each refused or failed call. */
  readonly print: (line: string) => void;
}

export class ConsoleServer {
  private readonly server: Server;

  constructor(private readonly props: ConsoleServerProps) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        props.print(`The console failed: ${String(error)}`);
        if (response.headersSent) response.destroy();
        else
          sendAnswer(response, failure(500, 'The console failed; see the terminal for the reason'));
      });
    });
  }

  /** Listens on loopback, with port 0 on any free port. Returns the URL. */
  async start(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends all connections; pages reconnect once a sandbox responds. */
  async stop(): Promise<void> {
    this.props.feed.stop();
    if (!this.server.listening) return;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) outgoing.setHeader(name, value);
    const foreign = foreignRequestReason(incoming);
    if (foreign !== undefined) {
      incoming.resume();
      this.props.print(`Refused a call to the console: ${foreign}`);
      sendAnswer(outgoing, failure(403, `The sandbox refuses this request: ${foreign}`));
      return;
    }
    const { method = 'GET', url = '/' } = incoming;
    const [path = '/', query] = url.split('?');
    if (path === `${API}/feed` && method === 'GET') {
      outgoing.setHeader('cache-control', 'no-store');
      this.props.feed.follow(outgoing, incoming.headersDistinct['last-event-id']?.[0]);
    } else if (path.startsWith(`${API}/`)) {
      sendAnswer(outgoing, await this.answer(incoming, path.slice(API.length), query));
    } else {
      await this.sendFile(method, path, outgoing);
    }
  }

  private async answer(
    incoming: IncomingMessage,
    path: string,
    query: string | undefined,
  ): Promise<ApiResponse> {
    const { method = 'GET' } = incoming;
    const matching = this.props.routes.filter((route) => route.path.test(path));
    const route = matching.find((candidate) => candidate.method === method);
    if (!route) {
      incoming.resume();
      if (matching.length === 0) return failure(404, `${API}${path} does not exist`);
      return failure(405, `${API}${path} does not support ${method}`);
    }
    if (method !== 'GET' && !isJson(incoming)) {
      incoming.resume();
      return failure(415, `${method} needs a body of content type application/json`);
    }
    const body = await readBody(incoming);
    if (body === undefined) return failure(413, `The body is larger than ${MAX_BODY_BYTES} bytes`);
    const captured = (route.path.exec(path) ?? []).slice(1);
    return route.handle({ captured, query: new URLSearchParams(query), body });
  }

  private async sendFile(method: string, path: string, outgoing: ServerResponse): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') {
      sendAnswer(outgoing, failure(405, `${path} does not support ${method}`));
      return;
    }
    const file = await staticFile(this.props.folder, path);
    if (file) outgoing.writeHead(200, file.headers).end(method === 'HEAD' ? undefined : file.body);
    else sendAnswer(outgoing, failure(404, this.missing(path)));
  }

  private missing(path: string): string {
    if (path !== '/') return `${path} does not exist`;
    return `The console is not built: ${this.props.folder} contains no page. To build it: npx nx run sandbox-console:build`;
  }
}

function isJson({ headers }: IncomingMessage): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase() === 'application/json';
}

function sendAnswer(outgoing: ServerResponse, { status, headers, body }: ApiResponse): void {
  outgoing.writeHead(status, headers).end(body);
}

/** Returns undefined for a body that is too large, whose rest is discarded. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString();
}
