import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  consumer,
  consumerWith,
  endpointId,
  hostName,
  service,
  twoAccounts,
} from '@sandbox/engine/testing/two-accounts';
import { fillDisk } from '@sandbox/kernel/testing/full-disk';
import { send, type Answer } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { TraceView } from '@sandbox/kernel/trace';
import { DataFolder } from './data-folder';
import { Sandbox, type SandboxProps } from './sandbox';

const folders = temporaryFolders();
const running: Sandbox[] = [];

async function start(props: Partial<SandboxProps> = {}): Promise<Sandbox> {
  const sandbox = await Sandbox.start({
    assemblies: twoAccounts(folders),
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    ...props,
  });
  running.push(sandbox);
  return sandbox;
}

afterAll(() => Promise.all(running.map((sandbox) => sandbox.stop())));

describe('a sandbox of two accounts', () => {
  let sandbox: Sandbox;
  let url: string;
  const dataDir = folders();
  const traces: TraceView[] = [];

  beforeAll(async () => {
    sandbox = await start({
      dataDir,
      onAnswered: (trace) => traces.push(trace),
    });
    [url = ''] = sandbox.serviceUrls;
  });

  function ask(path: string, options: Parameters<typeof send>[2] = {}): Promise<Answer> {
    return send(sandbox.authorityFile, url + path, options);
  }

  it('rejects the reload of an unknown function', () => {
    const [running] = sandbox.functions;
    const arn = `${running?.arn ?? ''}-other`;
    expect(() => sandbox.reload(arn, folders())).toThrow(`There is no function ${arn}`);
  });

  it('lists its stacks with unsupported resources', () => {
    expect(sandbox.stacks.map(({ name, account }) => ({ name, account }))).toEqual([
      { name: 'consumer', account: consumer },
      { name: 'food', account: service },
    ]);
    const namedOnly = sandbox.namedOnly.map(
      ({ type, constructPath }) => `${type} ${constructPath}`,
    );
    expect(namedOnly).toEqual(['AWS::CloudWatch::Alarm Alarm']);
  });

  it('publishes its addresses in its data folder', () => {
    expect(url).toMatch(/^https:\/\/food\.orders\.localhost:\d+\/v1$/);
    expect(JSON.parse(readFileSync(join(dataDir, 'sandbox.json'), 'utf8'))).toEqual({
      pid: process.pid,
      services: [url],
      authority: join(dataDir, 'ca.pem'),
      aws: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    });
  });

  it('passes a request through every hop to the function and back', async () => {
    const answer = await ask('/orders?limit=2');
    expect(answer).toEqual({
      status: 200,
      contentType: 'application/json',
      body: {
        path: '/v1/orders',
        query: { limit: '2' },
        body: null,
        vpceId: endpointId,
        https: 'https',
      },
    });
    expect(
      traces
        .at(-1)
        ?.describe()
        .hops.map(({ name, outcome }) => `${outcome} ${name}`),
    ).toEqual([
      'passed Route 53',
      'passed security group',
      'passed load balancer',
      'passed security group',
      'passed VPC endpoint',
      'passed domain name',
      'passed resource policy',
      'passed method',
      'passed function permission',
      'passed integration',
    ]);
  });

  it.each([
    [
      'a host name without a rule',
      '/orders',
      { host: 'tea.orders.localhost' },
      404,
      'load balancer',
      { message: 'no such service' },
    ],
    [
      'a path outside the base path',
      '/../v2/orders',
      {},
      403,
      'domain name',
      { message: 'Forbidden' },
    ],
    ['a path without a method', '/tables', {}, 404, 'method', { code: 'ROUTE.NOT_FOUND' }],
    [
      'a body that its model does not accept',
      '/orders',
      { method: 'POST', body: '{}' },
      400,
      'request validation',
      { message: 'Invalid request body' },
    ],
    [
      'a method that may not invoke the function',
      '/orders',
      { method: 'PUT' },
      500,
      'function permission',
      { message: 'Internal server error' },
    ],
  ])('refuses %s, and names the hop', async (_name, path, options, status, hop, body) => {
    expect(await ask(path, options)).toMatchObject({ status, body });
    expect(traces.at(-1)?.refusal?.name).toBe(hop);
  });

  it('passes on a body that its model accepts, unchanged', async () => {
    const body = '{ "food": "pizza" }';
    expect(await ask('/orders', { method: 'POST', body })).toMatchObject({
      status: 200,
      body: { body },
    });
  });

  const mebibyte = 1024 * 1024;

  it.each([
    ['of exactly 10 MiB', 10 * mebibyte, 400, { message: 'Invalid request body' }],
    ['of one byte more', 10 * mebibyte + 1, 413, { message: 'Request Too Long' }],
    ['far over that', 24 * mebibyte, 413, { message: 'Request Too Long' }],
  ])('validates a body %s, over the network', async (_name, length, status, body) => {
    const answer = await ask('/orders', { method: 'POST', body: 'x'.repeat(length) });
    expect(answer).toMatchObject({ status, body });
  });

  it('lists its APIs: their locations, their methods, and an example body', () => {
    const [api] = sandbox.apis;
    expect(api).toMatchObject({
      constructPath: 'Api',
      locations: [{ host: hostName, basePath: '/v1' }],
      unreachable: undefined,
    });
    expect(api?.methods).toContainEqual({
      httpMethod: 'POST',
      path: '/orders',
      body: '{"food":"pizza"}',
      needsBody: true,
    });
  });

  it('does not share its data folder, and keeps running if another sandbox requests it', async () => {
    await expect(start({ dataDir })).rejects.toThrow('another sandbox');
    expect((await ask('/orders')).status).toBe(200);
  });
});

describe('a refusal of a sandbox', () => {
  it('names the statement that denies a foreign endpoint', async () => {
    const traces: TraceView[] = [];
    const sandbox = await start({
      assemblies: twoAccounts(folders, { allowedEndpoint: 'vpce-0123456789abcdef0' }),
      onAnswered: (trace) => traces.push(trace),
    });
    const answer = await send(sandbox.authorityFile, `${sandbox.serviceUrls[0] ?? ''}/orders`);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      message: expect.stringContaining('with an explicit deny') as string,
    });
    expect(traces[0]?.refusal?.detail).toContain('OnlyThroughTheEndpoint of Api');
  });

  it('is 502 without the reason if the function throws, or returns no valid response', async () => {
    const handler = `export const handler = async ({ queryStringParameters }) => {
      if (queryStringParameters?.throw) throw new Error('secret detail');
      return 'secret detail';
    };`;
    const sandbox = await start({ assemblies: twoAccounts(folders, { handler }) });
    const [url = ''] = sandbox.serviceUrls;
    for (const path of ['/orders', '/orders?throw=1']) {
      expect(await send(sandbox.authorityFile, url + path)).toMatchObject({
        status: 502,
        body: { message: 'Internal server error' },
      });
    }
  });
});

describe('a response of the function', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    const handler = `export const handler = async ({ queryStringParameters: { answer } }) =>
      answer === 'none' ? () => 1 : JSON.parse(answer);`;
    sandbox = await start({ assemblies: twoAccounts(folders, { handler }) });
  });

  function askFor(answer: string): Promise<Answer> {
    const path = `/orders?answer=${encodeURIComponent(answer)}`;
    return send(sandbox.authorityFile, `${sandbox.serviceUrls[0] ?? ''}${path}`);
  }

  it.each([
    ['no JSON', 'none'],
    ['a header of two lines', '{"statusCode":200,"headers":{"a":"x\\ny"}}'],
    ['a header that has no valid name', '{"statusCode":200,"headers":{"a b":"x"}}'],
    ['an informational status', '{"statusCode":100}'],
    ['a switch of protocols', '{"statusCode":101,"body":"x"}'],
  ])('is a 502 with %s, without a closed connection', async (_name, answer) => {
    expect(await askFor(answer)).toMatchObject({
      status: 502,
      body: { message: 'Internal server error' },
    });
  });

  it.each([
    ['Content-Length', '999'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'upgrade'],
  ])('is complete with a %s header', async (name, value) => {
    const answer = { statusCode: 200, headers: { [name]: value }, body: '{"order":1}' };
    expect(await askFor(JSON.stringify(answer))).toMatchObject({ status: 200, body: { order: 1 } });
  });

  it('has no body if its status allows none', async () => {
    expect(await askFor('{"statusCode":204,"body":"x"}')).toMatchObject({
      status: 204,
      body: undefined,
    });
  });
});

describe('an assembly that is deployed while requests are served', () => {
  it('adds its new names to the certificate and to the published state', async () => {
    const dataDir = folders();
    const sandbox = await start({ dataDir });
    const [food = ''] = sandbox.serviceUrls;
    const tea = `https://tea.orders.localhost:${new URL(food).port}`;
    await expect(send(sandbox.authorityFile, tea)).rejects.toThrow(/altnames/);
    const events: string[] = [];
    await sandbox.deploy(consumerWith('tea.orders.localhost', folders()), (event) =>
      events.push(`${event.logicalId} ${event.status}`),
    );
    expect(events).toContain('Further CREATE_COMPLETE');
    expect(await send(sandbox.authorityFile, tea)).toMatchObject({ status: 404 });
    expect(sandbox.serviceUrls).toEqual([food, tea]);
    expect(JSON.parse(readFileSync(join(dataDir, 'sandbox.json'), 'utf8'))).toMatchObject({
      services: [food, tea],
    });
  });

  it("is deployed even if the new names can't be saved, which is reported", async () => {
    const dataDir = folders();
    const printed: string[] = [];
    const sandbox = await start({ dataDir, print: (line) => printed.push(line) });
    const assembly = consumerWith('tea.orders.localhost', folders());
    fillDisk();
    await sandbox.deploy(assembly).catch((error: unknown) => printed.push(String(error)));
    jest.restoreAllMocks();
    const [food = ''] = sandbox.serviceUrls;
    const tea = `https://tea.orders.localhost:${new URL(food).port}`;
    expect(await send(sandbox.authorityFile, tea)).toMatchObject({ status: 404 });
    expect(printed).toEqual([
      expect.stringMatching(/^The listener's certificate is used, but could not be saved: ENOSPC/),
      expect.stringMatching(/^sandbox\.json could not be updated with new names: ENOSPC/),
      expect.stringMatching(/^Error: consumer is in UPDATE_COMPLETE state, .*\(ENOSPC/),
    ]);
  });

  it('may be in a new account', async () => {
    const [consumerAssembly = '', foodAssembly = ''] = twoAccounts(folders);
    const sandbox = await start({ assemblies: [consumerAssembly] });
    const url = `${sandbox.serviceUrls[0] ?? ''}/v1`;
    expect(await send(sandbox.authorityFile, `${url}/orders`)).toMatchObject({ status: 403 });
    await sandbox.deploy(foodAssembly);
    expect(await send(sandbox.authorityFile, `${url}/orders`)).toMatchObject({ status: 200 });
  });
});

describe('starting and stopping', () => {
  it('frees its ports and its folder, and can start again with them', async () => {
    const dataDir = folders();
    const first = await start({ dataDir });
    const port = Number(new URL(first.serviceUrls[0] ?? '').port);
    const authority = readFileSync(first.authorityFile, 'utf8');
    await first.stop();
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
    const second = await start({ dataDir, port });
    expect((await send(second.authorityFile, `${second.serviceUrls[0] ?? ''}/orders`)).status).toBe(
      200,
    );
    expect(readFileSync(second.authorityFile, 'utf8')).toBe(authority);
  });

  it.each(['port', 'awsPort'] as const)(
    'names the option if the %s is in use, and frees the folder',
    async (name) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      const dataDir = folders();
      const option = name === 'port' ? '--port' : '--aws-port';
      try {
        await expect(start({ dataDir, [name]: port })).rejects.toThrow(
          `port ${port} is already in use; choose another with ${option} (0 uses a free port)`,
        );
      } finally {
        other.close();
      }
      expect(() => DataFolder.take(dataDir).release()).not.toThrow();
    },
  );
});
