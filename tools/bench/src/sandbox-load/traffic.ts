/** Runs clients that place an order, read it and list the newest ones, each as fast as it gets responses. */
import { z } from 'zod';
import { Client, type Call, type Target } from '../servers/client';

const placedSchema = z.object({ order: z.object({ orderId: z.string() }) });

const POST: Call = {
  method: 'POST',
  path: '/orders',
  body: JSON.stringify({ fullName: 'Ada Lovelace', food: 'pizza' }),
  status: 201,
};
const LIST: Call = { method: 'GET', path: '/orders?limit=10', status: 200 };

export interface Answers {
  /** Requests per second with the expected response. */
  readonly perSecond: number;
  /** Latencies of these requests, in milliseconds. */
  readonly latencies: readonly number[];
  /** Requests with another response, or none. */
  readonly failed: number;
}

/** @throws {Error} the error of the last request, when all requests failed */
export async function traffic(
  target: Target,
  connections: number,
  seconds: number,
): Promise<Answers> {
  const client = new Client(target, connections);
  const latencies: number[] = [];
  const errors: unknown[] = [];
  const timed = async (call: Call) => {
    const sent = performance.now();
    const body = await client.send(call);
    latencies.push(performance.now() - sent);
    return body;
  };
  const placeReadAndList = async () => {
    const { order } = placedSchema.parse(JSON.parse(await timed(POST)));
    await timed({ method: 'GET', path: `/orders/${order.orderId}`, status: 200 });
    await timed(LIST);
  };
  const started = performance.now();
  const end = started + seconds * 1000;
  const worker = async () => {
    while (performance.now() < end) {
      await placeReadAndList().catch((error: unknown) => errors.push(error));
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, worker));
    const took = (performance.now() - started) / 1000;
    if (latencies.length === 0) throw errors.at(-1);
    return { perSecond: latencies.length / took, latencies, failed: errors.length };
  } finally {
    client.close();
  }
}
