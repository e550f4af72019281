/** A client in the consumer's network, that trusts nothing but the sandbox's authority. */
import { request } from 'node:https';
import type { ClientRequest } from './fidelity-case';

export interface Answer {
  /** 0 where the connection ends without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

/** Milliseconds until a request counts as unanswered. */
const TIMEOUT = 15_000;

/**
 * @param port of the load balancer on loopback.
 * @param ca the authority's certificate.
 */
export function send(
  {
    method = 'GET',
    host = 'food.orders.localhost',
    path = '/v1/orders',
    headers,
    body,
  }: ClientRequest,
  port: number,
  ca: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        servername: host,
        // A client may ask for a name that is not in the certificate; its authority is still checked.
        checkServerIdentity: () => undefined,
        path,
        method,
        ca,
        agent: false,
        timeout: TIMEOUT,
        headers: {
          host,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: parsed(Buffer.concat(chunks).toString()),
          }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT} ms`)));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve({ status: 0, headers: {}, body: '' });
      else reject(error);
    });
    sent.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
