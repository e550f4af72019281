import { createHash, createHmac } from 'node:crypto';
import { createOrdersClient } from '@cross-account/orders-client';
import type { AnyServicePaths } from '@cross-account/orders-client';
import { signing } from '@cross-account/orders-client/signing';

const region = 'eu-central-1';
const baseUrl = 'https://food.orders.example.com/v1';
const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'a session',
};

const order = { orderId: '1' };
const fields =
  /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/**
 * Returns the expected signature of a request, computed as AWS documents it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
async function signatureOf(request: Request, signedHeaders: string): Promise<string> {
  const { host, pathname, searchParams } = new URL(request.url);
  const date = request.headers.get('x-amz-date') ?? '';
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${name === 'host' ? host : (request.headers.get(name) ?? '')}\n`);
  const canonical = [
    request.method,
    pathname.replaceAll('%', '%25'),
    query.join('&'),
    headers.join(''),
    signedHeaders,
    sha256(await request.clone().text()),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${region}/execute-api/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (secret, part) => hmac(secret, part),
      `AWS4${credentials.secretAccessKey}`,
    );
  return hmac(key, toSign).toString('hex');
}

/** Returns a client with signed requests, of a service with these responses, in order. */
function signedClient(...answers: readonly Response[]) {
  const sent: Request[] = [];
  const client = createOrdersClient<AnyServicePaths>({
    baseUrl,
    firstWait: 1,
    fetch: signing(
      (request) => {
        sent.push(request);
        return Promise.resolve(answers[sent.length - 1] ?? Response.error());
      },
      { region, credentials },
    ),
  });
  return { client, sent };
}

async function expectSigned(request: Request | undefined): Promise<void> {
  const [, credential, signed = '', signature] =
    fields.exec(request?.headers.get('authorization') ?? '') ?? [];
  expect(credential).toMatch(/^ASIAEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request$/);
  expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-security-token']));
  expect(request?.headers.get('x-amz-security-token')).toBe('a session');
  expect(signature).toBe(request && (await signatureOf(request, signed)));
}

describe('a client that signs its requests', () => {
  it('signs an order with its key and body, and each attempt separately', async () => {
    const { client, sent } = signedClient(
      new Response(null, { status: 503 }),
      Response.json({ order }, { status: 201 }),
    );
    const { data } = await client.POST('/orders', { body: { fullName: 'Ada', food: 'pizza' } });
    expect(data).toEqual({ order });
    const [first, second] = sent;
    await expectSigned(first);
    await expectSigned(second);
    const key = first?.headers.get('idempotency-key');
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.headers.get('idempotency-key')).toBe(key);
    expect(first?.headers.get('authorization')).toMatch(/SignedHeaders=[^,]*idempotency-key/);
  });

  it('signs a query, and a path with encoded characters', async () => {
    const { client, sent } = signedClient(Response.json({ orders: [] }), Response.json(order));
    const query = { orderDate: '2026-11-26', nextToken: 'a+b/c=' };
    await client.GET('/orders', { params: { query } });
    await client.GET('/orders/{orderId}', { params: { path: { orderId: 'ä b' } } });
    expect(sent.map(({ url }) => url)).toEqual([
      `${baseUrl}/orders?orderDate=2026-11-26&nextToken=a%2Bb%2Fc%3D`,
      `${baseUrl}/orders/%C3%A4%20b`,
    ]);
    for (const request of sent) await expectSigned(request);
  });
});
