/**
 * The inspector of one function: a fixed port for the changing processes of the function. Each
 * process has its own port; connections are forwarded to the newest process. When another process
 * replaces it, the connection ends, and a debugger that reconnects finds the new code.
 *
 * The messages of the process are forwarded unchanged; only its pauses are observed, since they
 * suspend timeouts.
 *
 * @see https://nodejs.org/en/learn/getting-started/debugging
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { foreignRequestReason } from '@sandbox/kernel/foreign-requests';
import type { Pausable } from '@sandbox/kernel/time-limit';
import { nameOf } from './function-selection';
import type { FunctionLabel } from './function-label';

/** Milliseconds that a client waits for a process to start. */
const WAIT = 5_000;

/** @see https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const SERVICE_RESTART = 1012;

/** Events of the protocol start with the method. */
const PAUSED = '{"method":"Debugger.paused"';
const RESUMED = '{"method":"Debugger.resumed"';

export class FunctionInspector implements Pausable {
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  private readonly changes = new EventEmitter().setMaxListeners(0);
  /** The debugger connections on which the process is paused. */
  private readonly paused = new Set<WebSocket>();
  /** The URL of the newest process's inspector. */
  private target: string | undefined;
  private port = 0;

  /** @param onRefusedRequest called with the reason when a request is refused. */
  constructor(
    private readonly label: FunctionLabel,
    private readonly onRefusedRequest: (reason: string) => void,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on('upgrade', (request, socket, head) => this.connect(request, socket, head));
  }

  /** Listens on loopback, with port 0 on any free port. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** The address for debuggers, such as `127.0.0.1:9229`. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The label of the inspected function. */
  get name(): string {
    return nameOf(this.label);
  }

  get isPaused(): boolean {
    return this.paused.size > 0;
  }

  whenChanged(listener: () => void): () => void {
    this.changes.on('paused', listener);
    return () => this.changes.off('paused', listener);
  }

  /**
   * Forwards debuggers to another process from now on.
   *
   * @param url the URL of its inspector.
   */
  started(url: string): void {
    this.target = url;
    this.disconnect();
    this.changes.emit('started');
  }

  /** Handles the end of the process with that inspector. */
  ended(url: string): void {
    if (this.target === url) this.target = undefined;
  }

  close(): void {
    this.disconnect();
    this.server.close();
    this.server.closeAllConnections();
  }

  private disconnect(): void {
    for (const client of this.sockets.clients) client.close(SERVICE_RESTART);
  }

  /** Responds to the first request of debuggers, with the address of the process. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = foreignRequestReason(request);
    if (foreign !== undefined) {
      this.onRefusedRequest(foreign);
      response.writeHead(403).end();
      return;
    }
    const [path] = (request.url ?? '').split('?');
    if (path === '/json/version') {
      sendJson(response, { Browser: `node.js/${process.version}`, 'Protocol-Version': '1.1' });
    } else if (path === '/json' || path === '/json/list') {
      sendJson(response, await this.targets());
    } else {
      response.writeHead(404).end();
    }
  }

  private async targets(): Promise<readonly object[]> {
    if (this.target === undefined) await this.start();
    if (this.target === undefined) return [];
    const id = idOf(this.target);
    return [
      {
        id,
        type: 'node',
        title: this.name,
        description: `the Lambda function ${this.name}`,
        url: 'file://',
        webSocketDebuggerUrl: `ws://${this.address}/${id}`,
      },
    ];
  }

  /** Settles when a process has started, or after a timeout. */
  private start(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.changes.off('started', done);
        resolve();
      };
      const timer = setTimeout(done, WAIT).unref();
      this.changes.on('started', done);
    });
  }

  private connect(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const foreign = foreignRequestReason(request);
    const { target } = this;
    if (foreign !== undefined) this.onRefusedRequest(foreign);
    if (foreign !== undefined || target === undefined || request.url !== `/${idOf(target)}`) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (client) => this.join(client, target));
  }

  private join(client: WebSocket, target: string): void {
    const inspector = new WebSocket(target, { perMessageDeflate: false });
    const early: RawData[] = [];
    client.on('message', (message: RawData) => {
      if (inspector.readyState === WebSocket.CONNECTING) early.push(message);
      else send(inspector, message);
    });
    inspector.on('open', () => early.forEach((message) => send(inspector, message)));
    inspector.on('message', (message: RawData) => {
      this.note(client, message);
      send(client, message);
    });
    const end = () => {
      this.setPaused(client, false);
      client.close(SERVICE_RESTART);
      inspector.close();
    };
    for (const each of [client, inspector]) each.on('close', end).on('error', end);
  }

  private note(client: WebSocket, message: RawData): void {
    const start = (message as Buffer).toString('latin1', 0, RESUMED.length);
    if (start.startsWith(PAUSED)) this.setPaused(client, true);
    else if (start === RESUMED) this.setPaused(client, false);
  }

  private setPaused(client: WebSocket, isPaused: boolean): void {
    if (isPaused) this.paused.add(client);
    else this.paused.delete(client);
    this.changes.emit('paused');
  }
}

/** Messages of the protocol are JSON texts. */
function send(to: WebSocket, message: RawData): void {
  if (to.readyState === WebSocket.OPEN) to.send(message, { binary: false });
}

/** The path of an inspector's URL is its secret. */
function idOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function sendJson(response: ServerResponse, body: unknown): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
