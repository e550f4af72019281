/** One HTTPS request with a JSON answer, its certificate always verified. */
import { request as httpsRequest } from 'node:https';
import type { RequestOptions } from 'node:https';

/** How to connect, beyond the URL. */
export type Connection = Pick<RequestOptions, 'ca' | 'lookup'>;

export interface JsonAnswer {
  readonly status: number;
  /** Undefined where the body is no JSON. */
  readonly body: unknown;
}

const REQUEST_TIMEOUT_MS = 10_000;

/** Orders are small; an answer beyond this is none of a service's. */
const LONGEST_ANSWER = 1_000_000;

/** @param order sent by POST; GET where it is left out */
export async function askJson(
  url: URL,
  connection: Connection,
  order?: object,
): Promise<JsonAnswer> {
  const payload = order && JSON.stringify(order);
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      url,
      {
        ...connection,
        agent: false,
        method: payload === undefined ? 'GET' : 'POST',
        headers: payload === undefined ? {} : { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LONGEST_ANSWER) request.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          const body = parsed(Buffer.concat(chunks).toString());
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
