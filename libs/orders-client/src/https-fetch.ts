/** Sends requests where the global `fetch` can't: to a host whose certificate a private authority signed. */
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { AgentOptions } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Fetch } from './retries';

/** How to connect, beyond the URL. */
export interface HttpsFetchOptions extends Pick<AgentOptions, 'ca' | 'lookup'> {
  /**
   * Keeps connections open between requests. A function that runs rarely finds them closed.
   * @default true
   */
  readonly keepAlive?: boolean;
  /** Milliseconds until a request without a whole answer is given up. @default 30000 */
  readonly timeout?: number;
}

/** Just above the 29 s in which API Gateway itself answers. */
const TIMEOUT_MS = 30_000;

/** Statuses whose answers have no body, which `Response` insists on. */
const WITHOUT_BODY = [204, 205, 304];

/**
 * Returns what sends a request once, over HTTPS with verified certificates, and reads the answer to its end.
 * It follows no redirect.
 */
export function httpsFetch({
  keepAlive = true,
  timeout = TIMEOUT_MS,
  ...connection
}: HttpsFetchOptions = {}): Fetch {
  const agent = new Agent({ ...connection, keepAlive });
  return async (request) => {
    const body = Buffer.from(await request.arrayBuffer());
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]);
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url, headers } = request;
      const options = { agent, method, headers: Object.fromEntries(headers), signal };
      httpsRequest(url, options, resolve).on('error', reject).end(body);
    });
    return responseOf(incoming, await buffer(incoming));
  };
}

function responseOf({ statusCode = 0, headersDistinct }: IncomingMessage, body: Buffer): Response {
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const content = WITHOUT_BODY.includes(statusCode) ? null : new Uint8Array(body);
  return new Response(content, { status: statusCode, headers });
}
