import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Traces } from '@sandbox/kernel/traces';
import { localJson } from '../control-api/local-api';
import { ConsoleServer } from './console-server';
import { Feed } from './feed';

const folders = temporaryFolders();
const folder = join(folders(), 'page');
const printed: string[] = [];
const changed: string[] = [];
let url = '';

const server = new ConsoleServer({
  feed: new Feed({
    traces: new Traces(),
    addresses: () => ({ httpsPort: 0, awsEndpoint: '', authorityFile: '' }),
    topology: () => ({ accounts: [], links: [] }),
    stacks: () => [],
  }),
  routes: [
    {
      method: 'GET',
      path: /^\/things\/(\w+)$/,
      handle: ({ captured }) => localJson(200, captured),
    },
    {
      method: 'POST',
      path: /^\/send$/,
      handle: ({ body }) => {
        changed.push(body);
        return localJson(200, {});
      },
    },
    {
      method: 'GET',
      path: /^\/broken$/,
      handle: () => {
        throw new Error('an internal fault');
      },
    },
  ],
  folder,
  print: (line) => printed.push(line),
});

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'run()');
  writeFileSync(join(folder, 'assets', 'secret.txt'), 'secret');
  writeFileSync(join(folder, '..', 'outside.js'), 'secret');
  url = await server.start(0);
});

afterAll(() => server.stop());

interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function ask(
  path: string,
  method = 'GET',
  headers: OutgoingHttpHeaders = {},
  body = '',
  to = url,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(to);
    const sent = request({ host: hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: text }),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

describe("the console's server", () => {
  it('serves the page and its files, with a policy that allows no foreign origins', async () => {
    const page = await ask('/');
    expect(page).toMatchObject({ status: 200, body: '<!doctype html>' });
    expect(String(page.headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    const script = await ask('/assets/index-abc.js');
    expect(script).toMatchObject({ status: 200, body: 'run()' });
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(await ask('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    '/assets/../../outside.js',
    '/assets/..%2f..%2foutside.js',
    '/assets/secret.txt',
    '/assets/',
    '//outside.js',
    '/assets/index-abc.js/../../../outside.js',
  ])('returns 404 for %s', async (path) => {
    const { status, body } = await ask(path);
    expect({ status, isSecret: body.includes('secret') && !body.includes('secret.txt') }).toEqual({
      status: 404,
      isSecret: false,
    });
  });

  it.each([
    ['a name that resolves to loopback', { host: 'evil.example:8400' }],
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['an image or a form of another origin', { 'sec-fetch-site': 'cross-site' }],
  ])('rejects %s', async (_who, headers) => {
    for (const path of ['/', '/api/things/one', '/api/feed']) {
      expect(await ask(path, 'GET', headers)).toMatchObject({ status: 403 });
    }
    const json = { ...headers, 'content-type': 'application/json' };
    expect(await ask('/api/send', 'POST', json, '{}')).toMatchObject({ status: 403 });
    expect(changed).toEqual([]);
    expect(printed.at(-1)).toMatch(/^Refused a call to the console: /);
  });

  it('sends no CORS headers', async () => {
    const { headers } = await ask('/api/things/one');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it("accepts changes only as JSON, which a form can't send", async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = { 'content-type': type };
      expect(await ask('/api/send', 'POST', headers, '{}')).toMatchObject({ status: 415 });
    }
    expect(await ask('/api/send', 'POST', {}, '{}')).toMatchObject({ status: 415 });
    expect(changed).toEqual([]);
    const json = { 'content-type': 'application/json; charset=utf-8' };
    expect(await ask('/api/send', 'POST', json, '{"a":1}')).toMatchObject({ status: 200 });
    expect(changed).toEqual(['{"a":1}']);
  });

  it.each([
    ['/api/send', 'GET', 405],
    ['/api/things/one', 'POST', 405],
    ['/api/nothing', 'GET', 404],
    ['/api/feed', 'POST', 404],
    ['/', 'POST', 405],
  ])('responds to %s %s with %d', async (path, method, status) => {
    const json = { 'content-type': 'application/json' };
    expect(await ask(path, method, method === 'POST' ? json : {})).toMatchObject({ status });
  });

  it('reports an internal error, and continues', async () => {
    expect(await ask('/api/broken')).toMatchObject({ status: 500 });
    expect(printed.at(-1)).toBe('The console failed: Error: an internal fault');
    expect(await ask('/api/things/one')).toMatchObject({ status: 200, body: '["one"]' });
  });
});

it('explains how to build the page if it is missing', async () => {
  const unbuilt = new ConsoleServer({
    feed: new Feed({
      traces: new Traces(),
      addresses: () => ({ httpsPort: 0, awsEndpoint: '', authorityFile: '' }),
      topology: () => ({ accounts: [], links: [] }),
      stacks: () => [],
    }),
    routes: [],
    folder: folders(),
    print: () => undefined,
  });
  const answered = await ask('/', 'GET', {}, '', await unbuilt.start(0));
  expect(answered.status).toBe(404);
  expect(answered.body).toContain('npx nx run sandbox-console:build');
  await unbuilt.stop();
});
