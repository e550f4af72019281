/** The console of a running sandbox, with the requests that its page sends. */
import { createServer, type AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostName, service, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import type {
  ApiInfo,
  RequestDetail,
  SentAnswer,
  StackDetail,
} from '@sandbox/front-doors/console/wire';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox, type SandboxProps } from './sandbox';

const folders = temporaryFolders();
const page = folders();
const running: Sandbox[] = [];

async function start(props: Partial<SandboxProps> = {}): Promise<Sandbox> {
  const sandbox = await Sandbox.start({
    assemblies: twoAccounts(folders),
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    warmUp: false,
    console: { port: 0, folder: page, sourceRoot: folders() },
    ...props,
  });
  running.push(sandbox);
  return sandbox;
}

afterAll(() => Promise.all(running.map((sandbox) => sandbox.stop())));

describe('the console of a sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    mkdirSync(page, { recursive: true });
    writeFileSync(join(page, 'index.html'), '<!doctype html>the page');
    sandbox = await start();
  });

  async function get<Value>(path: string): Promise<Value> {
    const response = await fetch(`${sandbox.consoleUrl}/api${path}`);
    expect(response.status).toBe(200);
    return (await response.json()) as Value;
  }

  async function send(request: object): Promise<Response> {
    return fetch(`${sandbox.consoleUrl}/api/send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  const sendJson = async (request: object) => (await (await send(request)).json()) as SentAnswer;

  it('serves its page', async () => {
    expect(await (await fetch(sandbox.consoleUrl)).text()).toBe('<!doctype html>the page');
  });

  it('sends a request through the HTTPS port, and records the exchange', async () => {
    const [api] = await get<readonly ApiInfo[]>('/apis');
    const path = `${api?.locations[0]?.basePath ?? ''}/orders?a=b`;
    const request = { method: 'GET', host: hostName, path, headers: [['X-Mine', '1']], body: '' };
    const { status, requestId = '' } = await sendJson(request);
    expect(status).toBe(200);
    const { trace, exchange } = await get<RequestDetail>(`/requests/${requestId}`);
    expect(trace.hops.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['load balancer', 'VPC endpoint', 'integration']),
    );
    expect(exchange).toMatchObject({ request: { method: 'GET', path }, answer: { status: 200 } });
    expect(exchange?.request.headers).toContainEqual(['X-Mine', '1']);
  });

  it('reports that no account serves a name', async () => {
    const request = { method: 'GET', host: 'nowhere.localhost', path: '/' };
    const answer = await sendJson(request);
    expect(answer.error).toMatch(/Hostname\/IP does not match certificate's altnames/);
  });

  it.each([
    [
      'a request without a host name',
      { method: 'GET', host: 'a/b', path: '/' },
      'host: a host name is required',
    ],
    [
      'one without a path',
      { method: 'GET', host: 'a', path: 'orders' },
      'path: a percent-encoded path',
    ],
    [
      'a header of two lines',
      { method: 'GET', host: 'a', path: '/', headers: [['a\nb', '']] },
      'is not a header name',
    ],
    ['a value that is not a request', 'x', ''],
  ])('does not send %s', async (_what, request, message) => {
    const response = await send(request as object);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
  });

  it('shows a stack with its resources and events', async () => {
    const detail = await get<StackDetail>(`/stacks/${service}/food`);
    expect(detail.status).toBe('CREATE_COMPLETE');
    expect(detail.resourceList.length).toBe(detail.resources);
    expect(detail.events.at(-1)).toMatchObject({ logicalId: 'food', status: 'REVIEW_IN_PROGRESS' });
    const types = detail.resourceList.map(({ type }) => type);
    expect(types).toContain('AWS::ApiGateway::RestApi');
  });

  it.each([
    '/stacks/000000000000/none',
    '/requests/none',
    '/logs?account=1&group=none',
    '/items?account=1&table=none',
    '/openapi?api=none',
  ])('reports a missing %s', async (path) => {
    const response = await fetch(`${sandbox.consoleUrl}/api${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/There is no |Unknown request /);
  });
});

it('is served only if enabled', async () => {
  const sandbox = await Sandbox.start({
    assemblies: twoAccounts(folders),
    ...{ dataDir: folders(), port: 0, awsPort: 0, warmUp: false },
  });
  running.push(sandbox);
  expect(sandbox.consoleUrl).toBe('');
});

it('names its option if its port is in use, and leaves nothing running', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const dataDir = folders();
  const options = { port, folder: page, sourceRoot: page };
  try {
    await expect(start({ dataDir, console: options })).rejects.toThrow(
      `port ${port} is already in use; choose another with --console-port (0 uses a free port)`,
    );
  } finally {
    other.close();
  }
  await start({ dataDir });
});
