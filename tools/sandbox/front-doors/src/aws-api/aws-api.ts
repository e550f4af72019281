/**
 * AWS's own APIs on loopback, for the unmodified SDK and CLI. The same port receives the responses
 * of custom resource providers, and serves the sandbox's own API under `/_sandbox/`.
 */
import { isUtf8 } from 'node:buffer';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExpectedResponse } from '@sandbox/engine/resource-type';
import { foreignRequestReason } from '@sandbox/kernel/foreign-requests';
import { Traces } from '@sandbox/kernel/traces';
import type { Account } from '@sandbox/services/account';
import { ApiError } from '@sandbox/services/aws-api/api-error';
import type { ApiResponse } from '@sandbox/services/aws-api/api-response';
import type { WireRequest } from '@sandbox/services/aws-api/protocols/protocol';
import { failure, LocalApi, type LocalRoute } from '../control-api/local-api';
import { requestRoutes } from '../control-api/requests';
import { OpenResponses, STOP_GRACE } from '../https/open-responses';
import { handleApiCall, type ApiCallResult } from './handle-api-call';
import { CustomResourceResponses } from './custom-resource-responses';
import { serviceOf } from './services';

/** The largest request body that an AWS service accepts: a DynamoDB batch. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Milliseconds after which a connection whose packets are dropped is closed; SDKs give up sooner. */
const DROPPED_TIMEOUT = 60_000;

export class AwsApi {
  private readonly server: Server;
  private readonly customResources = new CustomResourceResponses();
  private readonly localApi: LocalApi;
  /** Received requests without a response yet. Requests whose packets are dropped never get one. */
  private readonly inFlight = new Set<Promise<void>>();
  private readonly responses = new OpenResponses();
  private endpoint = '';
  private stopping = false;

  /**
   * @param traces the traces of all requests, which the sandbox's own API returns.
   * @param routes further routes of that API.
   * @param print called with one line about a call that was rejected before it was read, or that
   *   failed with an internal error.
   */
  constructor(
    private readonly accounts: () => Iterable<Account>,
    readonly traces = new Traces(),
    routes: readonly LocalRoute[] = [],
    readonly print: (line: string) => void = () => undefined,
  ) {
    this.localApi = new LocalApi([...requestRoutes(traces), ...routes]);
    this.server = createServer((request, response) => {
      this.receive(request, response).catch(() => response.destroy());
    });
  }

  /** Listens on loopback, with port 0 on any free port. Returns the URL. */
  async start(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this.endpoint;
  }

  /**
   * Waits for the responses to all requests received so far. Later requests are also served: a
   * function that one of these calls waits for may itself call an API.
   */
  async settled(): Promise<void> {
    await Promise.allSettled(this.inFlight);
    await this.responses.sent();
  }

  /** Completes the requests that have been received, then allows connections a moment to end. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.settled();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeIdleConnections();
    while (this.inFlight.size > 0) await this.settled();
    const force = setTimeout(() => this.server.closeAllConnections(), STOP_GRACE);
    await closed;
    clearTimeout(force);
  }

  /** Handles a call as if it had been received over the network. */
  call(request: WireRequest): Promise<ApiCallResult> {
    return handleApiCall(request, [...this.accounts()], this);
  }

  /** Returns a URL that a custom resource provider PUTs its response to, and that response. */
  expectCustomResource(): ExpectedResponse {
    const { path, ...expected } = this.customResources.expect();
    return { url: `${this.endpoint}${path}`, ...expected };
  }

  private async receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const foreign = foreignRequestReason(incoming);
    if (foreign !== undefined) {
      incoming.resume();
      this.send(outgoing, failure(403, `The sandbox refuses this request: ${foreign}`));
      this.print(`Refused a call to the port of the AWS APIs: ${foreign}`);
      return;
    }
    const body = await readBody(incoming);
    const handled = this.handle(incoming, body, outgoing);
    this.inFlight.add(handled);
    await handled.finally(() => this.inFlight.delete(handled));
  }

  private async handle(
    incoming: IncomingMessage,
    body: string | ApiError,
    outgoing: ServerResponse,
  ): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    if (body instanceof ApiError) {
      const request = { method, url, headers, body: '' };
      this.send(outgoing, serviceOf(undefined, request).protocol.failure(body, ''));
    } else if (this.customResources.accepts(method, url)) {
      const isExpected = this.customResources.receive(url, body);
      this.send(outgoing, { status: isExpected ? 200 : 403, headers: {}, body: '' });
    } else if (this.localApi.accepts(url)) {
      this.send(outgoing, await this.localApi.handle({ method, url, headers, body }));
    } else {
      const result = await this.call({ method, url, headers, body });
      if (result === 'dropped') dropResponse(outgoing);
      else this.send(outgoing, result);
    }
  }

  private send(outgoing: ServerResponse, { status, headers, body }: ApiResponse): void {
    const length = Buffer.byteLength(body);
    const last = this.stopping ? { connection: 'close' } : {};
    this.responses.add(outgoing);
    outgoing.writeHead(status, { ...headers, 'content-length': length, ...last }).end(body);
  }
}

/** Sends no response, as if the packets were dropped, so that the caller times out. */
function dropResponse(outgoing: ServerResponse): void {
  const timer = setTimeout(() => outgoing.destroy(), DROPPED_TIMEOUT);
  outgoing.once('close', () => clearTimeout(timer));
}

/**
 * Returns the body, or an error if it is too large or not UTF-8. The rest of a body that is too
 * large is discarded.
 */
async function readBody(incoming: IncomingMessage): Promise<string | ApiError> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  if (length > MAX_BODY_BYTES) {
    return new ApiError('tooLarge', `The body is larger than ${MAX_BODY_BYTES} bytes`);
  }
  const body = Buffer.concat(chunks);
  return isUtf8(body) ? body.toString() : new ApiError('malformed', 'The body is not UTF-8');
}
