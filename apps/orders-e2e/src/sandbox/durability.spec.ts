import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectJson, placedSchema, type Order } from '../support/expect-answer';
import { orderOf, ordersApi, someName, type OrdersApi } from '../support/orders-api';
import { SandboxProcess, temporaryFolder, type ReadySandbox } from '../support/sandbox-process';
import { services } from '../support/services';
import type { Target } from '../support/target';

/** What was sent, and the order that came back; none when the kill came first. */
interface Sent {
  readonly fullName: string;
  readonly key: string;
  readonly order?: Order;
}

/** How long orders are placed before the kill. */
const BEFORE_KILL_MS = 500;
const WRITERS = 4;

describe('a sandbox that is killed while orders are placed', () => {
  const folder = temporaryFolder();
  let restarted: ReadySandbox;
  /** By service name. */
  let sent: ReadonlyMap<string, readonly Sent[]>;
  let leftOver: readonly number[];

  beforeAll(async () => {
    const killed = await SandboxProcess.start(folder.path);
    const writing = placeUntilTheEnd(killed.target);
    await sleep(BEFORE_KILL_MS);
    killed.process.signal('SIGKILL');
    sent = await writing;
    ({ leftOver } = await killed.process.ended());
    restarted = await SandboxProcess.start(folder.path);
  }, 60_000);

  afterAll(async () => {
    restarted.process.signal('SIGKILL');
    await restarted.process.ended();
    folder.remove();
  });

  it('leaves none of its processes running', () => {
    expect(leftOver).toEqual([]);
  });

  describe.each(services)('and started again, at $name', (service) => {
    let api: OrdersApi;
    let all: readonly Sent[];
    let acknowledged: readonly Order[];

    beforeAll(() => {
      api = ordersApi(service, restarted.target);
      all = sent.get(service.name) ?? [];
      acknowledged = all.flatMap(({ order }) => (order === undefined ? [] : [order]));
    });
    afterAll(() => api.close());

    it('has something to lose', () => {
      expect(acknowledged.length).toBeGreaterThan(20);
    });

    it('still gives every order that it had acknowledged', async () => {
      const found = await Promise.all(acknowledged.map(({ orderId }) => api.got(orderId)));
      expect(found).toEqual(acknowledged);
    });

    it('still lists every order that it had acknowledged, exactly once', async () => {
      const listed = await listAll(api);

      expect(listed).toEqual(expect.arrayContaining([...acknowledged]));
      expect(new Set(listed.map(({ orderId }) => orderId)).size).toBe(listed.length);
    });

    it('still replays them, and makes one order of each that was cut off', async () => {
      const retried = await Promise.all(
        all.map(({ fullName, key }) => api.placed(fullName, { 'idempotency-key': key })),
      );

      const listed = await listAll(api);

      expect(
        retried.filter(({ orderId }) => acknowledged.some((o) => o.orderId === orderId)),
      ).toEqual(acknowledged);
      expect(listed.map(({ fullName }) => fullName).sort()).toEqual(
        all.map(({ fullName }) => fullName).sort(),
      );
    });
  });
});

/** Places orders at all services until the connection breaks. */
async function placeUntilTheEnd(target: Target): Promise<ReadonlyMap<string, readonly Sent[]>> {
  const placing = services.map(async (service) => {
    const api = ordersApi(service, target);
    const sent = await Promise.all(Array.from({ length: WRITERS }, () => placeUntilBroken(api)));
    api.close();
    return [service.name, sent.flat()] as const;
  });
  return new Map(await Promise.all(placing));
}

async function placeUntilBroken(api: OrdersApi): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (;;) {
    const [fullName, key] = [someName(), randomUUID()];
    const posting = api.post(orderOf(api.service, fullName), { 'idempotency-key': key });
    const answer = await posting.catch(() => undefined);
    if (answer === undefined) return [...sent, { fullName, key }];
    const { order } = expectJson(answer, 201, placedSchema(api.service));
    sent.push({ fullName, key, order });
  }
}

async function listAll(api: OrdersApi): Promise<readonly Order[]> {
  const listed: Order[] = [];
  for await (const { orders } of api.pages({ limit: '100' })) listed.push(...orders);
  return listed;
}
