/** Places and reads orders while the disk fails, and checks each response. */
import { z } from 'zod';
import { OrdersClient, type ClientResponse } from '../support/orders-client';
import type { SandboxProcess } from '../support/sandbox-process';

const CONNECTIONS = 4;

const orderSchema = z.object({ orderId: z.string() });
const placedSchema = z.object({ order: orderSchema });
const pageSchema = z.object({ orders: z.array(orderSchema), nextToken: z.string().optional() });
const problemSchema = z.object({ status: z.literal(503), code: z.literal('SERVICE.UNAVAILABLE') });

/** Differences between the lists and the acknowledged orders. */
export interface Comparison {
  readonly missing: number;
  readonly twice: number;
  /**
   * Listed orders beyond those that were acknowledged or refused with 503; a write that returned 503 may have
   * succeeded.
   */
  readonly surplus: number;
}

export class OrderBook {
  readonly acknowledged: string[] = [];
  /** Number of writes that were refused with 503. */
  refused = 0;
  reads = 0;
  /** Unexpected responses, with their counts. */
  readonly failures = new Map<string, number>();
  private client: OrdersClient;

  constructor(sandbox: SandboxProcess) {
    this.client = new OrdersClient(sandbox, 'food', CONNECTIONS);
  }

  /** Continues with the same orders in another process. */
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
    const unique = new Set(listed);
    const missing = this.acknowledged.filter((orderId) => !unique.has(orderId)).length;
    const beyond = unique.size - (this.acknowledged.length - missing);
    return {
      missing,
      twice: listed.length - unique.size,
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
