/** The HTTPS server for clients. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import { json, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import type { Trace, TraceView } from '@sandbox/kernel/trace';
import type { Traces } from '@sandbox/kernel/traces';
import type { Certificate } from './certificate';
import { withRequestId } from './gateway-error-response';
import { handleRequest } from './handle-request';
import { BodyBudget } from './body-budget';
import type { ClientRequest, FunctionClient } from './client-request';
import { malformed, readHead, type Malformed, type RequestHead } from './head';
import { LISTENER_LIMITS, MAX_HEAD_BYTES, type ListenerLimits } from './listener-limits';
import { html } from './load-balancer-response';
import { OpenResponses, STOP_GRACE } from './open-responses';
import { protocolError, rawAnswer, timedOut } from './protocol-error';
import { RequestAborted, RequestBody } from './request-body';
import { refuseForeignPage } from './foreign-page';

/** Called when a request has been answered or dropped, with its trace. */
export type OnAnswered = (trace: TraceView) => void;

/** Called with a request and its response, which is undefined if its packets were dropped. */
export type OnExchanged = (
  trace: Trace,
  request: HttpRequest,
  answer: HttpResponse | undefined,
) => void;

export interface ListenerProps {
  readonly certificate: Certificate;
  readonly accounts: () => ClientRequest['accounts'];
  /** Returns the function of a port. @default no function connects */
  readonly clientAt?: ((port: number | undefined) => FunctionClient | undefined) | undefined;
  readonly traces: Traces;
  readonly onAnswered: (trace: Trace) => void;
  /** @default not reported */
  readonly onExchanged?: OnExchanged | undefined;
  /** @default {@link LISTENER_LIMITS} */
  readonly limits?: ListenerLimits;
}

interface Exchange {
  readonly outgoing: ServerResponse;
  readonly body: RequestBody;
}

export class HttpsListener {
  private readonly server: Server;
  private readonly limits: ListenerLimits;
  private readonly bodies: BodyBudget;
  /** The requests in flight by connection. */
  private readonly inProgress = new Map<Duplex, Exchange>();
  /** Why a connection is closed in the middle of a request. */
  private readonly refusals = new WeakMap<Duplex, Malformed>();
  private requests = 0;
  private stopping = false;
  private readonly responses = new OpenResponses();
  private readonly inFlight = new Set<Promise<unknown>>();

  constructor(private readonly props: ListenerProps) {
    this.limits = props.limits ?? LISTENER_LIMITS;
    this.bodies = new BodyBudget(this.limits.bodyBytes);
    this.server = createServer(
      {
        ...tlsOptions(props.certificate),
        maxHeaderSize: MAX_HEAD_BYTES,
        requireHostHeader: false,
        handshakeTimeout: this.limits.handshakeTimeout,
        headersTimeout: this.limits.headersTimeout,
        requestTimeout: this.limits.requestTimeout,
        keepAliveTimeout: this.limits.idleTimeout,
        connectionsCheckingInterval: this.limits.checkInterval,
      },
      (incoming, outgoing) => void this.handle(incoming, outgoing),
    );
    this.server.maxConnections = this.limits.connections;
    this.server.timeout = this.limits.idleTimeout;
    this.server.on(
      'checkExpectation',
      (incoming: IncomingMessage, outgoing: ServerResponse) => void this.handle(incoming, outgoing),
    );
    this.server.on('connect', (_incoming, socket) => {
      const detail = 'a load balancer does not support CONNECT';
      this.refuse(socket, { status: 405, title: 'Not Allowed', detail });
    });
    this.server.on('clientError', (error, socket) => this.refuse(socket, protocolError(error)));
    this.server.on('tlsClientError', (error) => this.noteHandshake(error));
    this.server.on('timeout', (socket: Duplex) => this.idle(socket));
  }

  /** Listens on loopback, with 0 on any free port. Returns the port. */
  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Accepts a connection to another port. */
  accept(socket: Socket): void {
    this.server.emit('connection', socket);
  }

  /** Uses another certificate for new connections. */
  renewCertificate(certificate: Certificate): void {
    this.server.setSecureContext(tlsOptions(certificate));
  }

  /**
   * Completes the requests that have been received, however long a function takes, then allows connections
   * a moment to end.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.responses.sent();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeIdleConnections();
    while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight);
    const force = setTimeout(() => this.server.closeAllConnections(), STOP_GRACE);
    await closed;
    clearTimeout(force);
  }

  /** Never rejects: errors are returned to the client, traced and reported. */
  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { socket } = incoming;
    const head = readHead(incoming);
    const trace = this.props.traces.beginOfClient(`${head.method} ${head.host}${head.path}`);
    const body = new RequestBody(incoming, this.bodies);
    this.requests++;
    const exchange = { outgoing, body };
    this.inProgress.set(socket, exchange);
    outgoing.once('close', () => {
      this.requests--;
      body.release();
      if (this.inProgress.get(socket) === exchange) this.inProgress.delete(socket);
    });
    try {
      const response = await this.respond(head, incoming, body, trace);
      if (outgoing.destroyed || this.refusals.has(socket)) throw new RequestAborted();
      if (response) this.send(head, response, outgoing);
      else socket.destroy();
      this.ended(trace, response?.status);
    } catch (error) {
      if (error instanceof RequestAborted) this.aborted(socket, trace);
      else this.failed(error, head, outgoing, trace);
    }
  }

  private async respond(
    head: RequestHead,
    incoming: IncomingMessage,
    body: RequestBody,
    trace: Trace,
  ): Promise<HttpResponse | undefined> {
    const problem = this.requests > this.limits.requests ? overloaded : malformed(incoming);
    if (problem) {
      trace.refused('load balancer', problem.detail);
      const { headers, ...response } = html(problem.status, problem.title);
      return { ...response, headers: { ...headers, connection: 'close' } };
    }
    const accounts = this.props.accounts();
    const refusal = refuseForeignPage(incoming, trace);
    if (refusal) return refusal;
    const bytes = await body.read();
    const request: HttpRequest = { ...head, body: bytes, isTooLarge: body.isTooLarge };
    const client = this.props.clientAt?.(incoming.socket.localPort);
    const answering = handleRequest(request, accounts, trace, client);
    this.inFlight.add(answering);
    const answered = await answering.finally(() => this.inFlight.delete(answering));
    this.props.onExchanged?.(trace, request, answered);
    return answered;
  }

  private send(head: RequestHead, response: HttpResponse, outgoing: ServerResponse): void {
    this.responses.add(outgoing);
    outgoing.writeHead(response.status, {
      ...(response.headers as Record<string, string | string[]>),
      'content-length': Buffer.byteLength(response.body),
      ...(this.stopping ? { connection: 'close' } : {}),
    });
    outgoing.end(head.method === 'HEAD' ? undefined : response.body);
  }

  /** The client has disconnected, or has received a response from {@link refuse}. */
  private aborted(socket: Duplex, trace: Trace): void {
    const refusal = this.refusals.get(socket);
    trace.refused('load balancer', refusal?.detail ?? 'the client closed the connection');
    this.ended(trace, refusal?.status);
  }

  /** Responds to an internal error. */
  private failed(error: unknown, head: RequestHead, outgoing: ServerResponse, trace: Trace): void {
    trace.failed(error);
    if (outgoing.headersSent) outgoing.destroy();
    else this.send(head, internalServerError(trace), outgoing);
    this.ended(trace, 500);
  }

  private ended(trace: Trace, status: number | undefined): void {
    trace.answered(status);
    try {
      this.props.onAnswered(trace);
    } catch (error) {
      process.emitWarning(inspect(error));
    }
  }

  /** Responds to malformed and incomplete requests, and closes the connection. */
  private refuse(socket: Duplex, problem: Malformed | undefined): void {
    const exchange = this.inProgress.get(socket);
    if (!problem || !socket.writable || exchange?.outgoing.headersSent) {
      socket.destroy();
      return;
    }
    this.refusals.set(socket, problem);
    socket.end(rawAnswer(problem));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
    if (exchange) exchange.body.abort();
    else this.aborted(socket, this.props.traces.beginOfClient('a malformed request'));
  }

  /** Handles an idle connection. */
  private idle(socket: Duplex): void {
    const exchange = this.inProgress.get(socket);
    if (exchange && this.isAtBreakpoint) {
      exchange.outgoing.setTimeout(this.limits.idleTimeout);
      return;
    }
    if (!exchange) socket.destroy();
    else if (exchange.outgoing.req.complete) this.refuse(socket, gatewayTimeout);
    else this.refuse(socket, timedOut('the client sent nothing until the timeout'));
  }

  /** Returns whether a function is paused at a breakpoint, so that its client has to wait. */
  private get isAtBreakpoint(): boolean {
    return this.props.accounts().some(({ lambda }) => lambda.isPaused);
  }

  /** A disconnected client is not reported, but a failed TLS handshake is. */
  private noteHandshake({ code = '', message }: NodeJS.ErrnoException): void {
    if (!code.startsWith('ERR_SSL_')) return;
    const trace = this.props.traces.beginOfClient('a TLS handshake');
    trace.refused('load balancer', message);
    this.ended(trace, undefined);
  }
}

/** Milliseconds that a client has to read the response before its connection is closed. */
const LINGER_MS = 1_000;

const overloaded: Malformed = {
  status: 503,
  title: 'Service Temporarily Unavailable',
  detail: 'too many requests are in progress',
};

const gatewayTimeout: Malformed = {
  status: 504,
  title: 'Gateway Time-out',
  detail: 'there was no response in time',
};

/** API Gateway's response to an internal error. */
function internalServerError(trace: Trace): HttpResponse {
  const { headers, ...response } = json(500, { message: 'Internal server error' });
  const error = { ...headers, 'x-amzn-errortype': 'InternalServerErrorException' };
  return withRequestId({ ...response, headers: error }, trace);
}

function tlsOptions(certificate: Certificate) {
  return { ...certificate, minVersion: 'TLSv1.2' } as const;
}
