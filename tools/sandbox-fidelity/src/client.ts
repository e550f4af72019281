/** An HTTPS client in the consumer's network that trusts only the sandbox's certificate authority. */
import { request } from 'node:https';
import type { AwsCall, ClientRequest } from './fidelity-case';

export interface Answer {
  /** 0 if the connection ends without a response. */
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed if it is JSON, or else the text. */
  readonly body: unknown;
}

/** The default host and path of requests. */
export const HOST = 'food.orders.localhost';
export const LIST = '/v1/orders';

/** Milliseconds after which a request fails. */
const TIMEOUT = 15_000;

/**
 * Sends an HTTPS request to the load balancer.
 *
 * @param port of the load balancer on loopback.
 * @param ca the authority's certificate.
 */
export function send(
  { method = 'GET', host = HOST, name, path = LIST, headers, body }: ClientRequest,
  port: number,
  ca: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const clientRequest = request(
      {
        host: '127.0.0.1',
        port,
        servername: name ?? host,
        // The name may differ from that of the certificate, whose authority is still verified.
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
    clientRequest.on('timeout', () =>
      clientRequest.destroy(new Error(`no response within ${TIMEOUT} ms`)),
    );
    clientRequest.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve({ status: 0, headers: {}, body: '' });
      else reject(error);
    });
    clientRequest.end(body);
  });
}

/**
 * Calls an AWS API as the administrator of an account, whose ID is the access key.
 *
 * @param endpoint of the AWS APIs.
 */
export async function callAws(
  { account, service, target, input }: AwsCall,
  endpoint: string,
): Promise<Answer> {
  const scope = `${account}/20261122/eu-central-1/${service}/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      ...(target === ''
        ? { 'content-type': 'application/x-www-form-urlencoded' }
        : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target }),
    },
    body: target === '' ? new URLSearchParams(input).toString() : JSON.stringify(input),
  });
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: parsed(await response.text()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
