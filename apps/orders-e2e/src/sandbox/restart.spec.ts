/**
 * The sandbox's guarantees when it is stopped or killed. All tests use one folder: the first sandbox is
 * stopped with Ctrl-C and the second is killed, both while orders are placed, and the third shows the
 * remaining data.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expectJson, placedSchema, type Order } from '../support/expect-response';
import {
  sequentially,
  orderOf,
  ordersApi,
  uniqueName,
  type OrdersApi,
} from '../support/orders-api';
import {
  SandboxProcess,
  temporaryFolder,
  type Ending,
  type ReadySandbox,
} from '../support/sandbox-process';
import { services } from '../support/services';
import { urlOf } from '../support/target';

/** A sent order, and the order in the response; none when the sandbox ended first. */
interface Sent {
  readonly serviceName: string;
  readonly fullName: string;
  readonly key: string;
  readonly order?: Order;
}

/** Acknowledged orders of a service before the sandbox is stopped. */
const ORDERS_BEFORE_END = 12;
/** Maximum number of orders sent to a service, since requests are still served for some time after Ctrl-C. */
const MAX_ORDERS = 2 * ORDERS_BEFORE_END;
const WRITERS = 2;
const START_AND_END_TIMEOUT_MS = 60_000;

describe('a sandbox that ends while orders are placed', () => {
  const folder = temporaryFolder();
  let interrupted: Interrupted;
  let killed: Interrupted;
  let sandbox: ReadySandbox | undefined;

  beforeAll(async () => {
    interrupted = await endWhilePlacing(folder.path, 'SIGINT');
    killed = await endWhilePlacing(folder.path, 'SIGKILL');
    sandbox = await SandboxProcess.start(folder.path);
  }, START_AND_END_TIMEOUT_MS);

  afterAll(async () => {
    sandbox?.process.signal('SIGTERM');
    await sandbox?.process.ended();
    folder.remove();
  });

  it('exits with success after Ctrl-C, in time, and leaves nothing running', () => {
    const { code, signal, stderr, remainingPids } = interrupted.ending;
    expect({ code, signal, stderr, remainingPids }).toEqual({
      code: 0,
      signal: null,
      stderr: '',
      remainingPids: [],
    });
  });

  it('frees its port after Ctrl-C', () => {
    expect(interrupted.portIsOpen).toBe(false);
  });

  it('leaves no function running after a kill', () => {
    expect(killed.ending.remainingPids).toEqual([]);
  });

  describe.each(services)('and is started again, at $name', (service) => {
    let api: OrdersApi;
    let sent: readonly Sent[];
    let acknowledged: readonly Order[];

    beforeAll(() => {
      api = ordersApi(service, sandbox?.target);
      sent = [...interrupted.sent, ...killed.sent].filter(
        ({ serviceName }) => serviceName === service.name,
      );
      acknowledged = sent.flatMap(({ order }) => (order === undefined ? [] : [order]));
    });
    afterAll(() => api.close());

    it('returns every acknowledged order', async () => {
      const found = await sequentially(acknowledged, ({ orderId }) => api.got(orderId));
      expect(acknowledged.length).toBeGreaterThanOrEqual(2 * ORDERS_BEFORE_END);
      expect(found).toEqual(acknowledged);
    });

    it('lists every acknowledged order, exactly once', async () => {
      const listed = await listAll(api);
      expect(listed).toEqual(expect.arrayContaining([...acknowledged]));
      expect(new Set(listed.map(({ orderId }) => orderId)).size).toBe(listed.length);
    });

    it('replays each request, and creates one order for each that was cut off', async () => {
      const retried = await sequentially(sent, ({ fullName, key }) =>
        api.placed(fullName, { 'idempotency-key': key }),
      );

      expect(retried).toEqual(expect.arrayContaining([...acknowledged]));
      const listed = await listAll(api);
      expect(namesOf(listed)).toEqual(namesOf(sent));
    });
  });
});

/** How a sandbox has ended, and the orders that were sent to it. */
interface Interrupted {
  readonly sent: readonly Sent[];
  readonly ending: Ending;
  readonly portIsOpen: boolean;
}

async function endWhilePlacing(folder: string, signal: NodeJS.Signals): Promise<Interrupted> {
  const { process: sandbox, target } = await SandboxProcess.start(folder);
  const apis = services.map((service) => ordersApi(service, target));
  try {
    let waitingFor = apis.length;
    const onEnough = () => {
      waitingFor -= 1;
      if (waitingFor === 0) sandbox.signal(signal);
    };
    const sent = (await Promise.all(apis.map((api) => placeUntilBroken(api, onEnough)))).flat();
    const ending = await sandbox.ended();
    const portIsOpen = await isOpen(urlOf(target, services[0].name));
    return { sent, ending, portIsOpen };
  } finally {
    sandbox.killGroup();
    for (const api of apis) api.close();
  }
}

/**
 * Places orders with several writers until the connection breaks; calls `onEnough` once when there are
 * enough.
 */
async function placeUntilBroken(api: OrdersApi, onEnough: () => void): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const write = async () => {
    while (sent.length < MAX_ORDERS) {
      const one = await place(api);
      sent.push(one);
      if (one.order === undefined) return;
      if (sent.length === ORDERS_BEFORE_END) onEnough();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return sent;
}

async function place(api: OrdersApi): Promise<Sent> {
  const { service } = api;
  const tried = { serviceName: service.name, fullName: uniqueName(), key: randomUUID() };
  const posting = api.post(orderOf(service, tried.fullName), { 'idempotency-key': tried.key });
  const answer = await posting.catch(() => undefined);
  if (answer === undefined) return tried;
  return { ...tried, order: expectJson(answer, 201, placedSchema(service)).order };
}

async function listAll(api: OrdersApi): Promise<readonly Order[]> {
  const listed: Order[] = [];
  for await (const { orders } of api.pages({ limit: '100' })) listed.push(...orders);
  return listed;
}

function namesOf(all: readonly { readonly fullName: string }[]): readonly string[] {
  return all.map(({ fullName }) => fullName).sort();
}

async function isOpen(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
