/** The operations of an order service, for readable tests. */
import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { requestSigner } from '@cross-account/orders-client/signing';
import { httpClient, type Answer, type HttpCall } from './client';
import { expectJson, orderSchema, pageSchema, placedSchema, type Order } from './expect-response';
import type { Service } from './services';
import { signatureOf } from './signature';
import { authorityOf, currentTarget, urlOf, type Target } from './target';

/** A page of orders, newest first. */
export interface Page {
  readonly orders: readonly Order[];
  readonly nextToken?: string | undefined;
}

/** The query of a list; values are encoded. */
export type ListQuery = Readonly<Partial<Record<'orderDate' | 'limit' | 'nextToken', string>>>;

/** Calls to one service. Methods in the past tense expect success and return the body. */
export interface OrdersApi {
  readonly service: Service;
  readonly send: (call: HttpCall) => Promise<Answer>;
  /** Posts a body: text and bytes unchanged, other values as JSON. */
  readonly post: (body: unknown, headers?: OutgoingHttpHeaders) => Promise<Answer>;
  readonly get: (orderId: string) => Promise<Answer>;
  readonly list: (query?: ListQuery) => Promise<Answer>;
  readonly placed: (fullName?: string, headers?: OutgoingHttpHeaders) => Promise<Order>;
  readonly got: (orderId: string) => Promise<Order>;
  readonly listed: (query?: ListQuery) => Promise<Page>;
  /** Reads page by page until the last one. */
  readonly pages: (query?: ListQuery) => AsyncGenerator<Page, void, undefined>;
  readonly close: () => void;
}

/** @param target @default the target of this run */
export function ordersApi(service: Service, target: Target = currentTarget()): OrdersApi {
  const signature = signatureOf(target);
  const { send, close } = httpClient(
    urlOf(target, service.name),
    authorityOf(target),
    signature && requestSigner(signature),
  );
  const post: OrdersApi['post'] = (body, headers = {}) =>
    send({
      method: 'POST',
      path: '/orders',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
  const get: OrdersApi['get'] = (orderId) => send({ path: `/orders/${orderId}` });
  const list: OrdersApi['list'] = (query = {}) =>
    send({ path: `/orders?${new URLSearchParams(query).toString()}` });
  const listed = async (query?: ListQuery) =>
    expectJson(await list(query), 200, pageSchema(service));
  return {
    service,
    send,
    close,
    post,
    get,
    list,
    listed,
    placed: async (fullName = uniqueName(), headers = {}) =>
      expectJson(await post(orderOf(service, fullName), headers), 201, placedSchema(service)).order,
    got: async (orderId) => expectJson(await get(orderId), 200, orderSchema(service)),
    pages: async function* (query = {}) {
      let page = await listed(query);
      yield page;
      while (page.nextToken !== undefined) {
        page = await listed({ ...query, nextToken: page.nextToken });
        yield page;
      }
    },
  };
}

/** Returns a valid body for the service. */
export function orderOf(
  { name, menu }: Service,
  fullName = uniqueName(),
  item: unknown = menu[0],
): Record<string, unknown> {
  return { fullName, [name]: item };
}

/** Returns a unique name, by which a test can identify its orders. */
export function uniqueName(): string {
  return `Ada ${randomUUID()}`;
}

/** Places orders one after the other, so that their times differ. Returns them newest first. */
export async function placeSequentially(api: OrdersApi, count: number): Promise<readonly Order[]> {
  const orders = await sequentially(Array.from({ length: count }), () => api.placed());
  return orders.reverse();
}

/** Runs calls one after the other: concurrent calls would cause cold starts, which take longer. */
export async function sequentially<Item, Result>(
  items: readonly Item[],
  call: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await call(item));
  return results;
}
