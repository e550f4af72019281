import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { Client, Middleware } from 'openapi-fetch';
import { IDEMPOTENCY_KEY, retrying } from './retries';
import type { Fetch, RetryOptions } from './retries';

/** The options of a client. */
export interface OrdersClientOptions extends RetryOptions {
  /** Such as `https://food.orders.example.com/v1`. */
  readonly baseUrl: string;
  /** Sends a request once. @default the global `fetch` */
  readonly fetch?: Fetch;
}

/** The header with the idempotency key of an order. */
const PLACE_ORDER = { method: 'POST', path: '/orders' };

/**
 * Returns a client with the types of a service's document. A request resolves to `data`, or to `error` if the
 * service responds with a problem; it rejects if no attempt received a response.
 *
 * An order that is placed without an Idempotency-Key gets one, which all attempts share.
 *
 * @typeParam Paths the `paths` of `@cross-account/orders-client/services/<service>`.
 */
export function createOrdersClient<Paths extends object>({
  baseUrl,
  fetch: send = fetch,
  ...retries
}: OrdersClientOptions): Client<Paths> {
  const client = createClient<Paths>({ baseUrl, fetch: retrying(send, retries) });
  client.use(idempotencyKey);
  return client;
}

const idempotencyKey: Middleware = {
  onRequest({ request, schemaPath }) {
    const isPlacing = request.method === PLACE_ORDER.method && schemaPath === PLACE_ORDER.path;
    if (isPlacing && !request.headers.has(IDEMPOTENCY_KEY)) {
      request.headers.set(IDEMPOTENCY_KEY, randomUUID());
    }
    return request;
  },
};
