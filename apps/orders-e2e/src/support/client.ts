/** An HTTPS client like those in the consumer's network: verified certificates, keep-alive connections. */
import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Signer } from '@cross-account/orders-client/signing';

/** One request. */
export interface HttpCall {
  /** @default GET */
  readonly method?: string;
  /** The path after the base URL, with its query; sent unchanged, without normalization. */
  readonly path: string;
  /** Omit the base URL's path, for paths outside of it. @default false */
  readonly fromRoot?: boolean;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** A complete response. */
export interface Answer {
  /** The request, for messages of failed tests. */
  readonly call: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends requests to one base URL. */
export interface HttpClient {
  readonly send: (call: HttpCall) => Promise<Answer>;
  /** Closes the connections. */
  readonly close: () => void;
}

/** Timeout in milliseconds; below the API's limit of 29 s, so that hanging calls are reported early. */
const TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 32;

/**
 * Returns a client.
 * @param baseUrl such as `https://food.orders.localhost:8443/v1`
 * @param ca PEM of the authority to trust. @default the public ones
 * @param sign signs each call without an `authorization` header. @default calls are not signed
 */
export function httpClient(baseUrl: string, ca?: Buffer, sign?: Signer): HttpClient {
  const { host, hostname, port, pathname } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS, ...(ca && { ca }) });
  const targetOf = ({ path, fromRoot = false }: HttpCall) =>
    fromRoot ? path : `${pathname.replace(/\/$/, '')}${path}`;
  const sendAsIs = (sent: HttpCall) =>
    new Promise<Answer>((resolve, reject) => {
      const { method = 'GET', headers = {}, body } = sent;
      const target = targetOf(sent);
      const call = `${method} ${hostname}${target}`;
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const outgoing = httpsRequest({
        agent,
        hostname,
        port: port === '' ? 443 : Number(port),
        // The certificate is verified for the connected host, regardless of the Host header.
        servername: hostname,
        lookup,
        method,
        path: target,
        headers: { ...length, ...headers },
        timeout: TIMEOUT_MS,
      });
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error(`no response within ${TIMEOUT_MS} ms`)),
      );
      outgoing.on('error', (cause) => reject(new Error(`${call}: ${cause.message}`, { cause })));
      outgoing.on('response', (incoming) => {
        readText(incoming).then(
          (text) =>
            resolve({ call, status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
          reject,
        );
      });
      outgoing.end(body);
    });
  const signed = async (call: HttpCall, signer: Signer): Promise<HttpCall> => {
    const { method = 'GET', headers = {}, body = '' } = call;
    if ('authorization' in headers) return call;
    const [path = '', query] = targetOf(call).split('?', 2);
    const names = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    const signature = await signer({
      ...{ method, host, path, query: new URLSearchParams(query), body: Buffer.from(body) },
      headers: Object.fromEntries(names),
    });
    return { ...call, headers: { ...headers, ...signature } };
  };
  const send = async (call: HttpCall) => sendAsIs(sign ? await signed(call, sign) : call);
  return { send, close: () => agent.destroy() };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Not all systems resolve names below `localhost` to loopback (RFC 6761, 6.3). */
export const lookup: LookupFunction = (hostname, options, callback) => {
  if (!hostname.endsWith('.localhost')) {
    systemLookup(hostname, options, callback);
    return;
  }
  const loopback: LookupAddress = { address: '127.0.0.1', family: 4 };
  if (options.all === true) callback(null, [loopback]);
  else callback(null, loopback.address, loopback.family);
};
