import { createConnection } from 'node:net';
import { foreignPageReason, isLocalHost } from '@sandbox/kernel/foreign-requests';
import { AwsApi } from '../../src/aws-api/aws-api';

describe('a host', () => {
  it.each([
    'localhost',
    'LOCALHOST:4566',
    'localhost.:4566',
    '127.0.0.1:4566',
    '127.8.8.8',
    '[::1]:4566',
    'dynamodb.localhost:4566',
    'dynamodb.eu-central-1.localhost',
    'food.orders.localhost',
  ])('is local: %s', (host) => {
    expect(isLocalHost(host)).toBe(true);
  });

  it.each([
    '',
    'evil.example',
    'localhost.evil.example',
    'notlocalhost',
    'evil.example#.localhost',
    'evil.example/.localhost',
    'user@localhost',
    'localhost:4566:80',
    'localhost..',
    '.localhost',
    '127.0.0.1.evil.example',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    '0.0.0.0',
    '2130706433',
    '[::]',
    '[::1].evil.example',
    'null',
  ])('is not local: %j', (host) => {
    expect(isLocalHost(host)).toBe(false);
  });
});

describe('a request to a service', () => {
  const from = (...origin: string[]) =>
    foreignPageReason({ headersDistinct: origin.length > 0 ? { origin } : {} });

  it.each([[[]], [['http://localhost:3000']], [['https://shop.localhost']], [['http://[::1]:1']]])(
    'is accepted from %j',
    (origins) => {
      expect(from(...origins)).toBeUndefined();
    },
  );

  it.each([
    [['https://evil.example']],
    [['null']],
    [['https://localhost.evil.example']],
    [['file://']],
    [['http://localhost:3000', 'https://evil.example']],
    [['chrome-extension://localhost.x']],
  ])('is refused from a page of %j', (origins) => {
    expect(from(...origins)).toContain('it was sent by a page of');
  });

  it('is reported without control characters', () => {
    expect(from('https://evil\u009b31m\u202e.example')).toBe(
      'it was sent by a page of "https://evil?31m?.example"',
    );
  });
});

interface Port {
  readonly port: number;
  readonly printed: string[];
  readonly stop: () => void;
}

async function awsPort(): Promise<Port> {
  const printed: string[] = [];
  const api = new AwsApi(
    () => [],
    undefined,
    [],
    (line) => printed.push(line),
  );
  const { port } = new URL(await api.start(0));
  return { port: Number(port), printed, stop: () => void api.stop() };
}

/** Sends a request with just these headers; returns the status of the answer. */
async function send(port: number, path: string, ...headers: readonly string[]): Promise<number> {
  const socket = createConnection(port, '127.0.0.1');
  socket.write([`POST ${path} HTTP/1.1`, ...headers, 'content-length: 0', '', ''].join('\r\n'));
  const text = await new Promise<string>((resolve, reject) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    socket.once('error', reject).once('close', () => resolve(''));
  });
  socket.destroy();
  return Number(text.split(' ')[1] ?? 0);
}

describe('the port of the AWS APIs', () => {
  let server: Port;
  beforeEach(async () => {
    server = await awsPort();
  });
  afterEach(() => server.stop());

  const ask = (...headers: readonly string[]) =>
    send(server.port, '/_sandbox/requests', 'x-sandbox-request: spec', ...headers);

  it.each([
    [['host: 127.0.0.1:4566']],
    [['host: localhost']],
    [['host: [::1]:4566']],
    [['host: dynamodb.localhost:4566']],
    [['host: 127.0.0.1:4566', 'sec-fetch-site: none']],
    [['host: 127.0.0.1:4566', 'sec-fetch-mode: cors']],
    [['host: 127.0.0.1:4566', 'sec-fetch-site: same-origin', 'origin: http://127.0.0.1:4566']],
  ])('serves a local program: %j', async (headers) => {
    expect(await ask(...headers)).toBe(405);
    expect(server.printed).toEqual([]);
  });

  it.each([
    [['host: evil.example']],
    [['host: evil.example:4566', 'origin: http://evil.example:4566']],
    [['host: 127.0.0.1.nip.io']],
    [['host: 127.0.0.1:4566', 'origin: https://evil.example']],
    [['host: 127.0.0.1:4566', 'origin: null']],
    [['host: 127.0.0.1:4566', 'origin: http://localhost:3000']],
    [['host: 127.0.0.1:4566', 'origin: http://127.0.0.1:3000']],
    [['host: 127.0.0.1:4566', 'origin: https://127.0.0.1:4566']],
    [['host: 127.0.0.1:4566', 'sec-fetch-site: cross-site']],
    [['host: 127.0.0.1:4566', 'sec-fetch-site: same-site']],
    [['host: 127.0.0.1:4566', 'host: evil.example']],
    [['host:']],
  ])('refuses a web page, and reports it: %j', async (headers) => {
    expect(await ask(...headers)).toBe(403);
    expect(server.printed).toHaveLength(1);
  });
});
