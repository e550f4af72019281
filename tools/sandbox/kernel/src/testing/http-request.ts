/** Requests as the listener passes them on. */
import type { HttpRequest } from '../http';

/** Returns a `GET /v1/orders`, except for the given parts. */
export function httpRequest(
  parts: Partial<Omit<HttpRequest, 'body'>> & { readonly body?: string } = {},
): HttpRequest {
  const host = parts.host ?? 'food.orders.localhost';
  return {
    method: 'GET',
    host,
    name: host,
    path: '/v1/orders',
    query: '',
    headers: [],
    sourceIp: '127.0.0.1',
    ...parts,
    body: Buffer.from(parts.body ?? ''),
  };
}
