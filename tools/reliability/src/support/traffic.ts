/**
 * Runs many clients that call both services at once: orders are placed, placed again with the same key, read
 * and listed, and some requests must be rejected. Checks and times each response, and records each
 * acknowledged order.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { OrdersClient, type ClientRequest, type ClientResponse } from './orders-client';
import type { SandboxProcess } from './sandbox-process';

const SERVICES = ['food', 'beverage'] as const;
const ITEMS = { food: 'pizza', beverage: 'tea' } as const;

type Service = (typeof SERVICES)[number];

/** The kinds of calls, with their shares in percent. */
export const MIX = {
  POST: 35,
  'POST replayed': 10,
  'POST refused': 5,
  'POST too large': 1,
  GET: 25,
  'GET unknown': 4,
  'LIST a page': 10,
  'LIST all': 5,
  'LIST an empty day': 5,
} as const;

export type CallName = keyof typeof MIX;

const CALL_NAMES = Object.keys(MIX) as readonly CallName[];
const DRAWN = CALL_NAMES.flatMap((name) => Array<CallName>(MIX[name]).fill(name));

/** Longer than a valid name, and small enough to be sent often. */
const LONG_NAME = 'x'.repeat(256 * 1024);
/** Maximum number of samples per kind of call. */
const MAX_SAMPLES = 50_000;
/** Orders per service that are kept to be read and replayed. */
const REMEMBERED = 1000;

const orderSchema = z.object({ orderId: z.string() });
const placedSchema = z.object({ order: orderSchema });
const pageSchema = z.object({ orders: z.array(orderSchema), nextToken: z.string().optional() });

interface Placed {
  readonly orderId: string;
  readonly request: ClientRequest;
}

interface Call {
  readonly request: ClientRequest;
  readonly status: number;
  /** Checks the body of a response with this status. */
  readonly check?: (response: ClientResponse) => void;
}

export class Traffic {
  /** Milliseconds of each call with a response, by kind. */
  readonly latencies = new Map<CallName, number[]>(CALL_NAMES.map((name) => [name, []]));
  /** Errors, with their counts. */
  readonly errors = new Map<string, number>();
  private readonly clients: ReadonlyMap<Service, OrdersClient>;
  private readonly acknowledged = new Map(SERVICES.map((name) => [name, new Set<string>()]));
  private readonly recent = new Map(SERVICES.map((name): [Service, Placed[]] => [name, []]));

  /** @param connections total for both services; each is a client that sends one call after the other */
  constructor(
    sandbox: SandboxProcess,
    private readonly connections: number,
  ) {
    const each = Math.ceil(connections / SERVICES.length);
    this.clients = new Map(SERVICES.map((name) => [name, new OrdersClient(sandbox, name, each)]));
  }

  /** Runs all clients for this time, and waits for the last responses. */
  async run(milliseconds: number): Promise<void> {
    for (const service of SERVICES) await this.send('POST', service, this.place(service));
    const end = performance.now() + milliseconds;
    const client = async (index: number) => {
      const service = SERVICES[index % SERVICES.length] ?? 'food';
      while (performance.now() < end) {
        const name = DRAWN[randomInt(DRAWN.length)] ?? 'GET';
        await this.send(name, service, this.callOf(name, service));
      }
    };
    await Promise.all([...Array(this.connections).keys()].map(client));
  }

  /** Number of calls with a response. */
  answered = 0;

  /** Number of acknowledged orders. */
  get acknowledgedOrders(): number {
    return [...this.acknowledged.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Returns the number of acknowledged orders that are not listed, and of orders that are listed twice or
   * were not acknowledged.
   */
  async compareWithLists(): Promise<{ readonly missing: number; readonly surplus: number }> {
    let [missing, surplus] = [0, 0];
    for (const [service, acknowledged] of this.acknowledged) {
      const listed = await this.listedOrders(service);
      const known = new Set(listed);
      missing += [...acknowledged].filter((orderId) => !known.has(orderId)).length;
      surplus += listed.length - known.size;
      surplus += [...known].filter((orderId) => !acknowledged.has(orderId)).length;
    }
    return { missing, surplus };
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private async send(name: CallName, service: Service, call: Call): Promise<void> {
    const { request, status, check } = call;
    const started = performance.now();
    try {
      const response = await this.clientOf(service).send(request);
      this.answered++;
      this.note(name, performance.now() - started);
      if (response.status === status) check?.(response);
      else this.failed(`${name}: ${response.status} instead of ${status}`);
    } catch (error) {
      this.failed(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private callOf(name: CallName, service: Service): Call {
    const recent = this.recent.get(service) ?? [];
    const known = recent[randomInt(Math.max(1, recent.length))];
    switch (name) {
      case 'POST replayed':
        return known ? this.replay(known) : this.place(service);
      case 'GET':
        return known ? get(known.orderId, 200) : this.place(service);
      case 'GET unknown':
        return get('0'.repeat(32), 404);
      case 'LIST a page':
        return list('?limit=20');
      case 'LIST all':
        return list('?limit=100');
      case 'LIST an empty day':
        return list('?orderDate=2001-01-01');
      case 'POST refused':
        return refused(service, '   ');
      case 'POST too large':
        return refused(service, LONG_NAME);
      case 'POST':
        return this.place(service);
    }
  }

  private place(service: Service): Call {
    const request = post(service, 'Ada Lovelace', { 'idempotency-key': randomUUID() });
    return {
      request,
      status: 201,
      check: ({ body }) => {
        const { orderId } = placedSchema.parse(JSON.parse(body)).order;
        this.acknowledged.get(service)?.add(orderId);
        const recent = this.recent.get(service) ?? [];
        if (recent.length < REMEMBERED) recent.push({ orderId, request });
        else recent[randomInt(REMEMBERED)] = { orderId, request };
      },
    };
  }

  private replay({ request, orderId }: Placed): Call {
    return {
      request,
      status: 201,
      check: ({ body }) => {
        const again = placedSchema.parse(JSON.parse(body)).order.orderId;
        if (again !== orderId) this.failed(`POST replayed: order ${again} instead of ${orderId}`);
      },
    };
  }

  private async listedOrders(service: Service): Promise<readonly string[]> {
    const orderIds: string[] = [];
    let token: string | undefined;
    do {
      const next = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`;
      const { request } = list(`?limit=100${next}`);
      const { body } = await this.clientOf(service).send(request);
      const page = pageSchema.parse(JSON.parse(body));
      orderIds.push(...page.orders.map(({ orderId }) => orderId));
      token = page.nextToken;
    } while (token !== undefined);
    return orderIds;
  }

  private clientOf(service: Service): OrdersClient {
    const client = this.clients.get(service);
    if (!client) throw new Error(`There is no client of ${service}`);
    return client;
  }

  /** Keeps a random sample when there are more calls than the maximum. */
  private note(name: CallName, milliseconds: number): void {
    const samples = this.latencies.get(name) ?? [];
    if (samples.length < MAX_SAMPLES) samples.push(milliseconds);
    else samples[randomInt(MAX_SAMPLES)] = milliseconds;
  }

  private failed(error: string): void {
    this.errors.set(error, (this.errors.get(error) ?? 0) + 1);
  }
}

function get(orderId: string, status: number): Call {
  return { request: { method: 'GET', path: `/orders/${orderId}` }, status };
}

function list(query: string): Call {
  return { request: { method: 'GET', path: `/orders${query}` }, status: 200 };
}

function refused(service: Service, fullName: string): Call {
  return { request: post(service, fullName), status: 400 };
}

function post(service: Service, fullName: string, headers = {}): ClientRequest {
  return {
    method: 'POST',
    path: '/orders',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ fullName, [service]: ITEMS[service] }),
  };
}
