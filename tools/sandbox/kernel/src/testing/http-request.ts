/** A request as it comes out of the listener. */
import type { HttpRequest } from '../http';

/** @param parts what matters to the test; the rest is a plain `GET /v1/orders`. */
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
