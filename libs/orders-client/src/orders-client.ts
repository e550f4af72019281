import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { Client, Middleware } from 'openapi-fetch';
import { IDEMPOTENCY_KEY, retrying } from './retries';
import type { Fetch, RetryOptions } from './retries';

/** How a service is reached. */
export interface OrdersClientOptions extends RetryOptions {
  /** Such as `https://food.orders.example.com/v1`. */
  readonly baseUrl: string;
  /** Sends a request once. @default the global `fetch` */
  readonly fetch?: Fetch;
}

/** What every service declares for placing an order: the same key never places a second one. */
const PLACE_ORDER = { method: 'POST', path: '/orders' };

/**
 * Returns a client whose calls, parameters, bodies and answers have the types of a service's document. A
 * call settles with `data`, or with `error` where the service answers with a problem; it rejects where no
 * attempt got an answer.
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
