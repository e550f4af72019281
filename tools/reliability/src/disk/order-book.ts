/** Orders that are placed and read while the disk under them fails, each answer checked. */
import { z } from 'zod';
import { OrdersClient, type ClientResponse } from '../support/orders-client';
import type { SandboxProcess } from '../support/sandbox-process';

const CONNECTIONS = 4;

const orderSchema = z.object({ orderId: z.string() });
const placedSchema = z.object({ order: orderSchema });
const pageSchema = z.object({ orders: z.array(orderSchema), nextToken: z.string().optional() });
const problemSchema = z.object({ status: z.literal(503), code: z.literal('SERVICE.UNAVAILABLE') });

/** What lists have of the orders, beside those that were acknowledged and are listed once. */
export interface Comparison {
  readonly missing: number;
  readonly twice: number;
  /** More than were refused as unavailable; such a write may be done or not. */
  readonly surplus: number;
}

export class OrderBook {
  readonly acknowledged: string[] = [];
  /** How many writes were refused as unavailable. */
  refused = 0;
  reads = 0;
  /** What was not answered as it should be, with how often. */
  readonly failures = new Map<string, number>();
  private client: OrdersClient;

  constructor(sandbox: SandboxProcess) {
    this.client = new OrdersClient(sandbox, 'food', CONNECTIONS);
  }

  /** Goes on with the same orders in another process. */
  moveTo(sandbox: SandboxProcess): void {
    this.close();
    this.client = new OrdersClient(sandbox, 'food', CONNECTIONS);
  }

  close(): void {
    this.client.close();
  }

  /** Places an order; returns the status, which is 201, 503 or a failure. */
  async place(): Promise<number> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ fullName: 'Ada Lovelace', food: 'pizza' });
    const response = await this.client.send({ method: 'POST', path: '/orders', headers, body });
    if (response.status === 201) {
      this.acknowledged.push(placedSchema.parse(JSON.parse(response.body)).order.orderId);
    } else if (isUnavailable(response)) {
      this.refused++;
    } else {
      this.failed(`POST: ${response.status} ${response.body.slice(0, 200)}`);
    }
    return response.status;
  }

  /** Reads one of the acknowledged orders. */
  async read(): Promise<void> {
    const orderId = this.acknowledged[this.reads++ % this.acknowledged.length] ?? '';
    const { status, body } = await this.client.send({ method: 'GET', path: `/orders/${orderId}` });
    if (status !== 200 || !body.includes(orderId)) this.failed(`GET: ${status} ${body}`);
  }

  /** Places and reads orders until the time has passed. */
  async load(milliseconds: number): Promise<readonly number[]> {
    const end = performance.now() + milliseconds;
    const statuses: number[] = [];
    const repeat = async (act: () => Promise<unknown>) => {
      while (performance.now() < end) await act();
    };
    const place = async () => statuses.push(await this.place());
    await Promise.all([repeat(place), repeat(place), repeat(() => this.read())]);
    return statuses;
  }

  async compareWithList(): Promise<Comparison> {
    const listed = await this.listed();
    const known = new Set(listed);
    const missing = this.acknowledged.filter((orderId) => !known.has(orderId)).length;
    const beyond = known.size - (this.acknowledged.length - missing);
    return {
      missing,
      twice: listed.length - known.size,
      surplus: Math.max(0, beyond - this.refused),
    };
  }

  failed(failure: string): void {
    this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
  }

  private async listed(): Promise<readonly string[]> {
    const orderIds: string[] = [];
    let query = '?limit=100';
    for (;;) {
      const { body } = await this.client.send({ method: 'GET', path: `/orders${query}` });
      const { orders, nextToken } = pageSchema.parse(JSON.parse(body));
      orderIds.push(...orders.map(({ orderId }) => orderId));
      if (nextToken === undefined) return orderIds;
      query = `?limit=100&nextToken=${encodeURIComponent(nextToken)}`;
    }
  }
}

function isUnavailable({ status, headers, body }: ClientResponse): boolean {
  return (
    status === 503 &&
    headers['content-type'] === 'application/problem+json' &&
    Number(headers['retry-after']) > 0 &&
    problemSchema.safeParse(JSON.parse(body)).success
  );
}
