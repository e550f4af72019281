/** The head of a request, and its validation by a load balancer. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { HttpRequest } from '@sandbox/kernel/http';
import { MAX_FORWARDED_ADDRESSES, MAX_LINE_BYTES } from './listener-limits';

export type RequestHead = Omit<HttpRequest, 'body' | 'isTooLarge'>;

/** The response of a load balancer to a malformed request, and the reason. */
export interface Malformed {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export const unknownCoding: Malformed = {
  status: 501,
  title: 'Not Implemented',
  detail: 'a load balancer supports no Transfer-Encoding except chunked',
};

/** Returns the head of a request. The host of an absolute URL takes precedence over the Host header. */
export function readHead(incoming: IncomingMessage): RequestHead {
  const [origin, target] = splitTarget(incoming.url ?? '/');
  const [path, query] = splitOnce(target, '?');
  const host = (origin ?? incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return {
    method: incoming.method ?? 'GET',
    host,
    name: serverName(incoming) ?? host,
    path,
    query,
    headers: headersOf(incoming, origin),
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}

/**
 * Returns the violation of HTTP or of a load balancer's limits; undefined if the head is valid.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function malformed(incoming: IncomingMessage): Malformed | undefined {
  const { method = '', url = '', httpVersion, rawHeaders } = incoming;
  const headers = pairs(rawHeaders);
  const named = (wanted: string) => headers.filter(([name]) => name.toLowerCase() === wanted);
  const badRequest = (detail: string) => ({ status: 400, title: 'Bad Request', detail });
  if (`${method} ${url} HTTP/${httpVersion}`.length > MAX_LINE_BYTES) {
    const detail = `the request line is longer than ${MAX_LINE_BYTES} bytes`;
    return { status: 414, title: 'Request-URI Too Large', detail };
  }
  const long = headers.find(([name, value]) => `${name}: ${value}`.length > MAX_LINE_BYTES);
  if (long) return badRequest(`the header ${long[0]} is longer than ${MAX_LINE_BYTES} bytes`);
  const hosts = named('host');
  if (hosts.length > 1) return badRequest(`the header Host occurs ${hosts.length} times`);
  if (hosts.length === 0 && httpVersion === '1.1') return badRequest('the header Host is missing');
  if (!url.startsWith('/') && url !== '*' && splitTarget(url)[0] === undefined) {
    return badRequest('the request target is neither a path nor a URL');
  }
  if (method === 'TRACE') {
    return { status: 405, title: 'Not Allowed', detail: 'a load balancer does not support TRACE' };
  }
  const coding = named('transfer-encoding').find(([, value]) => !/^\s*chunked\s*$/i.test(value));
  if (coding) return unknownCoding;
  const addresses = named('x-forwarded-for').flatMap(([, value]) => value.split(','));
  if (addresses.length > MAX_FORWARDED_ADDRESSES) {
    const detail = `X-Forwarded-For has ${addresses.length} addresses, more than ${MAX_FORWARDED_ADDRESSES}`;
    return { status: 463, title: '', detail };
  }
  return undefined;
}

/** Replaces the Host header with the host of the request target, which functions then see. */
function headersOf({ rawHeaders }: IncomingMessage, origin: string | undefined) {
  const headers = pairs(rawHeaders);
  if (origin === undefined) return headers;
  return headers.map(([name, value]): readonly [string, string] => [
    name,
    name.toLowerCase() === 'host' ? origin : value,
  ]);
}

function pairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
}

/** Matches an absolute URL: its host and port, and the rest. */
function splitTarget(url: string): readonly [string | undefined, string] {
  const [, origin, rest = ''] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(url) ?? [];
  if (origin === undefined) return [undefined, url];
  return [origin.replace(/^.*@/, ''), rest.startsWith('/') ? rest : `/${rest}`];
}

/** Clients that connect to an IP address send no server name. */
function serverName({ socket }: IncomingMessage): string | undefined {
  const name = socket instanceof TLSSocket ? socket.servername : undefined;
  return name ? name.toLowerCase() : undefined;
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
