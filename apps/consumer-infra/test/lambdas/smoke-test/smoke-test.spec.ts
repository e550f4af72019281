import { smokeTest } from '../../../src/lambdas/smoke-test/smoke-test';
import { resolveToLocalhost, startOrdersServer } from '../../support/orders-server';
import type { Answer, Call, OrdersServer } from '../../support/orders-server';
import { temporaryAuthority } from '../../support/temporary-authority';
import type { TemporaryAuthority } from '../../support/temporary-authority';

const FOOD = 'food.orders.example.com';
const BEVERAGE = 'beverage.orders.example.com';
const ORDER_ID = '0123456789abcdef0123456789abcdef';

const orderOf = (fields: unknown) => ({ orderId: ORDER_ID, ...(fields as object) });
const PIZZA = orderOf({ fullName: 'Smoke Test', food: 'pizza' });

/** Responds as both services do without errors. */
function works({ method, url, body }: Call): Answer {
  if (method === 'POST') return { status: 201, body: { message: 'ok', order: orderOf(body) } };
  const [field, item] = url.startsWith(FOOD) ? ['food', 'pizza'] : ['beverage', 'tea'];
  return { status: 200, body: orderOf({ fullName: 'Smoke Test', [field]: item }) };
}

let authority: TemporaryAuthority;
let answer: (call: Call) => Answer | undefined;
let server: OrdersServer;

beforeAll(async () => {
  authority = await temporaryAuthority();
  server = await startOrdersServer(authority, [FOOD, BEVERAGE], (call) => answer(call));
});

afterAll(() => server.stop());

beforeEach(() => {
  answer = works;
});

const serviceAt = (host: string, name: string, item: string, port = server.port) => ({
  name,
  item,
  url: `https://${host}:${port}/v1`,
});

function run(
  services = [serviceAt(FOOD, 'food', 'pizza')],
  { trusted = authority.pem, day }: { readonly trusted?: string; readonly day?: string } = {},
) {
  const environment = { services, ...(trusted !== '' && { certificateAuthority: trusted }) };
  return smokeTest(environment, { lookup: resolveToLocalhost }, day);
}

describe('the smoke test', () => {
  it('places an order with every service and reads it back', async () => {
    const before = server.calls.length;
    const result = await run([
      serviceAt(FOOD, 'food', 'pizza'),
      serviceAt(BEVERAGE, 'beverage', 'tea'),
    ]);
    expect(result).toEqual({
      ok: true,
      services: [
        { name: 'food', ok: true, status: 200, ms: expect.any(Number) as number },
        { name: 'beverage', ok: true, status: 200, ms: expect.any(Number) as number },
      ],
    });
    const calls = server.calls.slice(before);
    for (const [host, order] of [
      [FOOD, { fullName: 'Smoke Test', food: 'pizza' }],
      [BEVERAGE, { fullName: 'Smoke Test', beverage: 'tea' }],
    ] as const) {
      expect(calls.filter(({ url }) => url.startsWith(host))).toEqual([
        {
          ...{ method: 'POST', url: `${host}/v1/orders`, body: order },
          idempotencyKey: expect.any(String) as string,
        },
        { method: 'GET', url: `${host}/v1/orders/${ORDER_ID}`, body: undefined },
      ]);
    }
  });

  it('places one order a day with each service, regardless of how often it runs', async () => {
    const keysOf = async (day?: string, item = 'pizza') => {
      const before = server.calls.length;
      await run([serviceAt(FOOD, 'food', item)], day === undefined ? {} : { day });
      return server.calls.slice(before).map(({ idempotencyKey }) => idempotencyKey);
    };
    const key = 'smoke-test 2026-11-26 pizza';
    expect(await keysOf('2026-11-26')).toEqual([key, undefined]);
    expect(await keysOf('2026-11-26')).toEqual([key, undefined]);
    expect((await keysOf('2026-11-27'))[0]).not.toBe(key);
    // The same key for another order would be rejected.
    expect((await keysOf('2026-11-26', 'pasta'))[0]).not.toBe(key);
    const [once, again] = [await keysOf(), await keysOf()];
    expect(once[0]).not.toBe(again[0]);
  });

  it('signs its calls only to services that require a signature', async () => {
    const before = server.calls.length;
    const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' };
    const { ok } = await smokeTest(
      {
        services: [
          { ...serviceAt(FOOD, 'food', 'pizza'), signed: true },
          serviceAt(BEVERAGE, 'beverage', 'tea'),
        ],
        certificateAuthority: authority.pem,
        signature: { region: 'eu-central-1', credentials },
      },
      { lookup: resolveToLocalhost },
    );
    expect(ok).toBe(true);
    const signers = (host: string) =>
      server.calls
        .slice(before)
        .filter(({ url }) => url.startsWith(host))
        .map(({ authorization }) => authorization?.replace(/\d{8}/, '<day>'));
    const signer = 'AWS4-HMAC-SHA256 Credential=ASIA/<day>/eu-central-1/execute-api/aws4_request';
    expect(signers(FOOD)).toEqual([signer, signer]);
    expect(signers(BEVERAGE)).toEqual([undefined, undefined]);
  });

  it('reports the failed service and the others', async () => {
    answer = (call) =>
      call.url.startsWith(FOOD) ? { status: 403, body: { code: 'ACCESS.DENIED' } } : works(call);
    const result = await run([
      serviceAt(FOOD, 'food', 'pizza'),
      serviceAt(BEVERAGE, 'beverage', 'tea'),
    ]);
    expect(result.ok).toBe(false);
    expect(result.services).toEqual([
      expect.objectContaining({
        name: 'food',
        ok: false,
        status: 403,
        error: expect.stringContaining('answered 403 instead of 201 and an order') as string,
      }),
      expect.objectContaining({ name: 'beverage', ok: true }),
    ]);
    expect(result.services[0]?.error).toContain('ACCESS.DENIED');
  });

  it.each<[string, (call: Call) => Answer | undefined, number, RegExp]>([
    [
      'no JSON',
      () => ({ status: 201, body: '<html>' }),
      201,
      /instead of 201 and an order: no JSON/,
    ],
    ['no order', () => ({ status: 201, body: {} }), 201, /instead of 201 and an order/],
    ['no connection', () => undefined, 0, /ECONNRESET|socket hang up/],
  ])('fails on %s', async (_name, bad, status, error) => {
    answer = bad;
    const { ok, services } = await run();
    expect(ok).toBe(false);
    expect(services[0]).toMatchObject({ ok: false, status });
    expect(services[0]?.error).toMatch(error);
  });

  it('fails if a different order is returned', async () => {
    answer = (call) =>
      call.method === 'POST' ? works(call) : { status: 200, body: { ...PIZZA, food: 'salat' } };
    expect((await run()).services[0]?.error).toContain(
      `instead of 200 and ${JSON.stringify(PIZZA)}`,
    );
  });

  it('fails if the order is not found', async () => {
    answer = (call) =>
      call.method === 'POST' ? works(call) : { status: 404, body: { code: 'ORDER.NOT_FOUND' } };
    expect((await run()).services[0]).toMatchObject({ ok: false, status: 404 });
  });

  it('fails if the certificate is from an untrusted authority', async () => {
    const before = server.calls.length;
    const { services } = await run(undefined, { trusted: '' });
    expect(services[0]).toMatchObject({ ok: false, status: 0 });
    expect(services[0]?.error).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT/);
    expect(server.calls).toHaveLength(before);
  });

  it('fails if the certificate is for another name', async () => {
    const { services } = await run([serviceAt('other.example.com', 'food', 'pizza')]);
    expect(services[0]?.error).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('fails if the connection is refused', async () => {
    const { services } = await run([serviceAt(FOOD, 'food', 'pizza', 1)]);
    expect(services[0]?.error).toContain('ECONNREFUSED');
  });
});
