/**
 * Sends a request as a client in the consumer's VPC would: with TLS, to the load balancer's port.
 */
import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { reasonOf } from '@sandbox/kernel/one-line';
import { z } from 'zod';
import type { SandboxAddresses, SendRequest, SentAnswer } from './wire';

const header = z.tuple([
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'is not a header name'),
  z.string(),
]);

export const sendSchema = z.object({
  method: z.string().regex(/^[A-Z]{1,20}$/, 'a method is required, such as GET'),
  host: z
    .string()
    .regex(/^[a-zA-Z0-9.-]{1,253}$/, 'a host name is required, such as food.orders.localhost'),
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, 'a percent-encoded path that begins with / is required'),
  headers: z.array(header).max(100).default([]),
  body: z.string().default(''),
});

/** Milliseconds; API Gateway responds within 29 s. */
const TIMEOUT = 35_000;

/** The maximum bytes of a response body that a page receives. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Headers that Node.js sets itself. */
const OWN_HEADERS = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** Never rejects: an error becomes the response. */
export async function send(
  { method, host, path, headers, body }: SendRequest,
  { httpsPort, authorityFile }: SandboxAddresses,
): Promise<SentAnswer> {
  const startedAt = performance.now();
  const elapsed = () => Math.round((performance.now() - startedAt) * 1000) / 1000;
  try {
    const options = {
      host: '127.0.0.1',
      port: httpsPort,
      servername: host,
      ca: readFileSync(authorityFile),
      method,
      path,
      headers: {
        host: `${host}:${httpsPort}`,
        ...grouped(headers),
        ...(body !== '' && { 'content-length': String(Buffer.byteLength(body)) }),
      },
      timeout: TIMEOUT,
      agent: false,
    } as const;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = httpsRequest(options, resolve);
      outgoing.once('error', reject);
      outgoing.once('timeout', () => outgoing.destroy(new Error('there was no response in time')));
      outgoing.end(body);
    });
    return await answerOf(response, elapsed);
  } catch (error) {
    return { headers: [], body: '', ms: elapsed(), error: reasonOf(error) };
  }
}

async function answerOf(response: IncomingMessage, elapsed: () => number): Promise<SentAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk as Buffer);
  }
  const requestId = response.headers['x-amzn-requestid'];
  return {
    status: response.statusCode ?? 0,
    headers: Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value) => [name, value] as const),
    ),
    body: Buffer.concat(chunks).toString(),
    ms: elapsed(),
    ...(typeof requestId === 'string' && { requestId }),
  };
}

/** Returns the values by name, so that a repeated header is sent repeatedly. */
function grouped(headers: SendRequest['headers']): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of headers) {
    if (OWN_HEADERS.has(name.toLowerCase())) continue;
    values[name] = [...(values[name] ?? []), value];
  }
  return values;
}
