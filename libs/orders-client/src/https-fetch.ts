/** A `fetch` for hosts whose certificate a private authority signed. */
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { AgentOptions } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Fetch } from './retries';

/** Connection options. */
export interface HttpsFetchOptions extends Pick<AgentOptions, 'ca' | 'lookup'> {
  /**
   * Whether to keep connections open between requests. For a function that runs rarely, they are closed by then.
   * @default true
   */
  readonly keepAlive?: boolean;
  /** Timeout in milliseconds until the response is complete. @default 30000 */
  readonly timeout?: number;
}

/** Just above API Gateway's timeout of 29 s. */
const TIMEOUT_MS = 30_000;

/** Statuses for which `Response` accepts no body. */
const WITHOUT_BODY = [204, 205, 304];

/**
 * Returns a `fetch` that sends a request once, over HTTPS with verified certificates, and reads the complete
 * response. It follows no redirects.
 */
export function httpsFetch({
  keepAlive = true,
  timeout = TIMEOUT_MS,
  ...connection
}: HttpsFetchOptions = {}): Fetch {
  const agent = new Agent({ ...connection, keepAlive });
  return async (request) => {
    const body = Buffer.from(await request.arrayBuffer());
    return withinTime(timeout, request, async (signal) => {
      const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
        const { method, url, headers } = request;
        const options = { agent, method, headers: Object.fromEntries(headers), signal };
        httpsRequest(url, options, resolve).on('error', reject).end(body);
      });
      return responseOf(incoming, await buffer(incoming));
    });
  };
}

/**
 * Runs work with a signal that is aborted after a timeout, or with the signal of a request. It refers to the timer and
 * to the request until the end: after a garbage collection, `AbortSignal.any` would not be aborted by the timeout
 * (https://github.com/nodejs/node/issues/57736), nor the signal of a request by that of the caller
 * (https://github.com/nodejs/node/issues/55428).
 *
 * @param timeout milliseconds
 */
async function withinTime<Result>(
  timeout: number,
  request: Pick<Request, 'signal'>,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const expire = () => controller.abort(new DOMException('The request timed out', 'TimeoutError'));
  const forward = () => controller.abort(request.signal.reason);
  const timer = setTimeout(expire, timeout);
  request.signal.addEventListener('abort', forward);
  if (request.signal.aborted) forward();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', forward);
  }
}

function responseOf({ statusCode = 0, headersDistinct }: IncomingMessage, body: Buffer): Response {
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const content = WITHOUT_BODY.includes(statusCode) ? null : new Uint8Array(body);
  return new Response(content, { status: statusCode, headers });
}
