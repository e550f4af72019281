/** Clients that place an order, read it and list the newest ones, each as fast as it is answered. */
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
  readonly perSecond: number;
  /** Of each answer, in milliseconds. */
  readonly latencies: readonly number[];
}

/** @throws {Error} at an answer that is not as it should be. */
export async function traffic(
  target: Target,
  connections: number,
  seconds: number,
): Promise<Answers> {
  const client = new Client(target, connections);
  const latencies: number[] = [];
  const timed = async (call: Call) => {
    const sent = performance.now();
    const body = await client.send(call);
    latencies.push(performance.now() - sent);
    return body;
  };
  const started = performance.now();
  const end = started + seconds * 1000;
  const worker = async () => {
    while (performance.now() < end) {
      const { order } = placedSchema.parse(JSON.parse(await timed(POST)));
      await timed({ method: 'GET', path: `/orders/${order.orderId}`, status: 200 });
      await timed(LIST);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, worker));
    const took = (performance.now() - started) / 1000;
    return { perSecond: latencies.length / took, latencies };
  } finally {
    client.close();
  }
}
