import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { Sandbox } from '../sandbox';
import { listenerCertificate } from '../certificates';
import { rawConnection, type RawConnection } from '../testing/raw-client';
import { temporaryFolders } from '../testing/temporary-folder';
import { hostName, twoAccounts } from '../testing/two-accounts';
import { HttpsListener, type ListenerProps } from './listener';
import { LISTENER_LIMITS } from './listener-limits';
import type { Trace } from './trace';
import { Traces } from './traces';

const handler = `export const handler = async ({ httpMethod, path, headers, body }) => {
  const wait = Number(headers['X-Wait'] ?? 0);
  await new Promise((resolve) => setTimeout(resolve, wait));
  return { statusCode: 200, body: [httpMethod, headers.Host ?? headers.host, path, body].join(' ') };
};`;

const folders = temporaryFolders();
const certificates = folders();
let sandbox: Sandbox;
let authority: string;

beforeAll(async () => {
  const assemblies = twoAccounts(folders, { handler });
  sandbox = await Sandbox.start({ assemblies, dataDir: folders(), port: 0, awsPort: 0 });
});
afterAll(() => sandbox.stop());

const started: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of started.splice(0).reverse()) await stop();
});

interface Listening {
  readonly port: number;
  readonly traces: readonly Trace[];
  readonly open: () => Promise<RawConnection>;
  /** Sends bytes and waits for the connection to be closed. */
  readonly exchange: (bytes: string) => Promise<string>;
  /** The next request whose way is over. */
  readonly ended: () => Promise<Trace>;
}

async function listening({
  limits = {},
  onAnswered,
  accounts = () => sandbox.accountList,
}: Partial<Omit<ListenerProps, 'limits'>> & { limits?: object } = {}): Promise<Listening> {
  const traces: Trace[] = [];
  const waiting: ((trace: Trace) => void)[] = [];
  const certificate = await listenerCertificate(certificates, ['localhost', hostName]);
  authority = readFileSync(`${certificates}/ca.pem`, 'utf8');
  const listener = new HttpsListener({
    certificate,
    accounts,
    traces: new Traces(),
    limits: { ...LISTENER_LIMITS, ...limits },
    onAnswered: (trace) => {
      traces.push(trace);
      waiting.shift()?.(trace);
      onAnswered?.(trace);
    },
  });
  const port = await listener.start(0);
  started.push(() => listener.stop());
  const open = async () => {
    const connection = await rawConnection(port, authority);
    started.push(() => connection.socket.destroy());
    return connection;
  };
  return {
    port,
    traces,
    open,
    exchange: async (bytes) => {
      const { socket, closed } = await open();
      socket.write(bytes, 'latin1');
      return closed;
    },
    ended: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

const host = `Host: ${hostName}`;
const close = 'Connection: close';
const json = 'Content-Type: application/json';

/** A whole request, whose connection is closed after it. */
function request(line: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[line, host, close, json, ...length, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);

describe('what is no request', () => {
  const headers = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;
  const get = 'GET /v1/orders HTTP/1.1';

  it.each([
    ['two Host headers', headers(get, host, host, close), 400],
    ['no Host header', headers(get, close), 400],
    ['a folded header', headers(get, host, 'X: 1', '  2'), 400],
    [
      'a length and chunks',
      headers('POST / HTTP/1.1', host, 'Transfer-Encoding: chunked', 'Content-Length: 1'),
      400,
    ],
    ['another coding', headers('POST / HTTP/1.1', host, 'Transfer-Encoding: gzip'), 501],
    [
      'two lengths',
      headers('POST / HTTP/1.1', host, 'Content-Length: 1', 'Content-Length: 2'),
      400,
    ],
    ['an unknown method', headers('ORDER / HTTP/1.1', host), 400],
    ['TRACE', headers('TRACE /v1/orders HTTP/1.1', host), 405],
    ['CONNECT', headers(`CONNECT ${hostName}:443 HTTP/1.1`, host), 405],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a target that is no path', headers('GET ftp://a/b HTTP/1.1', host), 400],
    ['a request line over 16 K', headers(`GET /${'x'.repeat(16 * 1024)} HTTP/1.1`, host), 414],
    ['a header over 16 K', headers(get, host, `X: ${'x'.repeat(16 * 1024)}`), 400],
    [
      'a head over 64 K',
      headers(get, host, ...Array<string>(8).fill(`X: ${'x'.repeat(9000)}`)),
      400,
    ],
    [
      '31 forwarded addresses',
      headers(get, host, `X-Forwarded-For: ${Array(31).fill('1.1.1.1').join(',')}`),
      463,
    ],
    [
      'a chunk without a length',
      `${headers('POST /v1/orders HTTP/1.1', host, 'Transfer-Encoding: chunked')}zz\r\n`,
      400,
    ],
    ['no HTTP at all', '\u0000\u0001\u0002\r\n\r\n', 400],
  ])('is answered by the load balancer: %s', async (_what, bytes, status) => {
    const { exchange, traces } = await listening();
    const answer = await exchange(bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/^server: awselb\/2\.0\r$/im);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(traces.map((trace) => [trace.summary().status, trace.refusal?.name])).toEqual([
      [status, 'load balancer'],
    ]);
  });

  it('is refused by API Gateway where its header values are over 10,240 bytes', async () => {
    const { exchange } = await listening();
    const value = 'x'.repeat(5_100);
    const answer = await exchange(request(get, [`A: ${value}`, `B: ${value}`]));
    expect([statusOf(answer), bodyOf(answer)]).toEqual([
      431,
      '{"message":"Request Header Fields Too Large"}',
    ]);
    expect(statusOf(await exchange(request(get, [`A: ${value}`])))).toBe(200);
  });
});

describe('an unusual request', () => {
  it.each([
    ['HTTP/1.0', `GET /v1/orders HTTP/1.0\r\n${host}\r\n\r\n`, `GET ${hostName} /v1/orders `],
    [
      'an absolute target',
      request(`GET https://${hostName}:8443/v1/orders?a=b HTTP/1.1`),
      `GET ${hostName}:8443 /v1/orders `,
    ],
    [
      'an absolute target, whatever its Host says',
      request(`GET https://${hostName}/v1/orders HTTP/1.1`).replace(host, 'Host: other'),
      `GET ${hostName} /v1/orders `,
    ],
    [
      'an upgrade',
      request('GET /v1/orders HTTP/1.1', ['Upgrade: websocket']).replace(
        close,
        'Connection: upgrade, close',
      ),
      `GET ${hostName} /v1/orders `,
    ],
    [
      'an unknown expectation',
      request('GET /v1/orders HTTP/1.1', ['Expect: wonders']),
      `GET ${hostName} /v1/orders `,
    ],
    [
      'chunks',
      request('POST /v1/orders HTTP/1.1', ['Transfer-Encoding: chunked']) +
        '8\r\n{"food":\r\n8\r\n"pizza"}\r\n0\r\n\r\n',
      `POST ${hostName} /v1/orders {"food":"pizza"}`,
    ],
  ])('is answered like any other: %s', async (_what, bytes, body) => {
    const { exchange } = await listening();
    const answer = await exchange(bytes);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([200, body]);
  });

  it('waits with its body until it may send it', async () => {
    const { open } = await listening();
    const { socket, received, closed } = await open();
    const body = '{"food":"pizza"}';
    socket.write(
      request('POST /v1/orders HTTP/1.1', ['Expect: 100-continue'], body).slice(0, -body.length),
    );
    while (!received().startsWith('HTTP/1.1 100')) await once(socket, 'data');
    socket.write(body);
    expect(await closed).toContain(`POST ${hostName} /v1/orders ${body}`);
  });

  it('is answered in its turn where several are sent at once', async () => {
    const { exchange } = await listening();
    const keep = (line: string, ...headers: readonly string[]) =>
      `${[line, host, ...headers].join('\r\n')}\r\n\r\n`;
    const answers = await exchange(
      keep('GET /v1/orders HTTP/1.1', 'X-Wait: 50') +
        keep('GET /v1/nothing HTTP/1.1') +
        request('HEAD /v1/orders HTTP/1.1'),
    );
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 200',
      'HTTP/1.1 404',
      expect.stringMatching(/^HTTP\/1\.1 [45]\d\d/),
    ]);
    expect(bodyOf(answers.slice(answers.lastIndexOf('HTTP/1.1')))).toBe('');
  });
});

describe('a body', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it.each([
    ['5,000 nested lists', nested(5_000)],
    ['1,000,000 nested lists', nested(1_000_000)],
    ['nested lists in one field', `{"food":${nested(100_000)}}`],
    ['nested lists without an end', '['.repeat(1_000_000)],
    ['nested objects', '{"food":'.repeat(100_000)],
    ['a list of many', `[${'[],'.repeat(1_000_000)}[]]`],
    [
      'many fields',
      `{${Array.from({ length: 300_000 }, (_each, index) => `"${index}":1`).join(',')}}`,
    ],
    ['a long number', `{"food":${'9'.repeat(1_000_000)}}`],
    ['a long name', `{"${'f'.repeat(5_000_000)}":1}`],
    ['exactly 10 MiB', `{"food":"${'x'.repeat(10 * 1024 * 1024 - 11)}"}`],
  ])('is refused by its model, in few words: %s', async (_what, body) => {
    const { exchange, traces } = await listening();
    const answer = await exchange(request('POST /v1/orders HTTP/1.1', [], body));
    expect(statusOf(answer)).toBe(400);
    expect(answer.length).toBeLessThan(8 * 1024);
    expect(traces[0]?.refusal?.name).toBe('request validation');
    expect(JSON.stringify(traces[0]?.describe()).length).toBeLessThan(32 * 1024);
  });

  it.each([
    ['by its length', () => request('POST /v1/orders HTTP/1.1', ['Content-Length: 10485761'])],
    [
      'by its chunks',
      () =>
        `${request('POST /v1/orders HTTP/1.1', ['Transfer-Encoding: chunked'])}a00001\r\n` +
        'x'.repeat(10 * 1024 * 1024 + 1),
    ],
  ])('is too large as soon as that is known %s, before its end', async (_how, bytes) => {
    const { exchange, traces } = await listening();
    const answer = await exchange(bytes());
    expect(answer).toMatch(/^content-type: application\/json\r$/m);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([413, '{"message":"Request Too Long"}']);
    expect(traces[0]?.refusal?.name).toBe('request validation');
  });

  it('waits for room among the others, small ones excepted', async () => {
    const { open, exchange } = await listening({ limits: { bodyBytes: 10 * 1024 * 1024 } });
    const large = `{"food":"${'x'.repeat(200_000)}"}`;
    const first = await open();
    const half = request('POST /v1/orders HTTP/1.1', ['Content-Length: 10485760']);
    first.socket.write(`${half}${'x'.repeat(100_000)}`);
    await once(first.socket, 'drain').catch(() => undefined);
    const second = await open();
    second.socket.write(request('POST /v1/orders HTTP/1.1', [], large));
    const small = await exchange(request('POST /v1/orders HTTP/1.1', [], '{"food":"pizza"}'));
    expect(statusOf(small)).toBe(200);
    expect(second.received()).toBe('');
    first.socket.destroy();
    expect(statusOf(await second.closed)).toBe(400);
  });
});

describe('what takes too long', () => {
  const quick = {
    handshakeTimeout: 100,
    headersTimeout: 100,
    requestTimeout: 300,
    idleTimeout: 200,
    checkInterval: 20,
  };

  function plainSocket(port: number): Socket {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    started.push(() => socket.destroy());
    return socket;
  }

  it('is closed: a connection without TLS, or with half a handshake', async () => {
    const { port } = await listening({ limits: quick });
    const silent = plainSocket(port);
    const half = plainSocket(port);
    half.write(Buffer.from('160301', 'hex'));
    await Promise.all([once(silent, 'close'), once(half, 'close')]);
  });

  it.each([
    ['nothing', '', undefined],
    ['half a head', `GET /v1/orders HTTP/1.1\r\n${host}\r\n`, 408],
    ['half a body', request('POST /v1/orders HTTP/1.1', ['Content-Length: 10']), 408],
  ])('is closed: a connection with %s', async (_what, bytes, status) => {
    const { exchange, traces } = await listening({ limits: quick });
    const answer = await exchange(bytes);
    if (status === undefined) return;
    expect(statusOf(answer)).toBe(status);
    expect(traces.at(-1)?.summary().status).toBe(status);
  });

  it('is closed: a request that comes byte by byte', async () => {
    const { open } = await listening({ limits: quick });
    const { socket, closed } = await open();
    socket.write(request('POST /v1/orders HTTP/1.1', ['Content-Length: 1000']));
    const timer = setInterval(() => socket.write('x'), 20);
    started.push(() => clearInterval(timer));
    expect(statusOf(await closed)).toBe(408);
  });

  it('is closed: a connection that is kept open and not used', async () => {
    const { open, ended } = await listening({ limits: { ...quick, idleTimeout: 1_500 } });
    const { socket, closed } = await open();
    const answered = ended();
    socket.write(`GET /v1/orders HTTP/1.1\r\n${host}\r\n\r\n`);
    expect((await answered).summary().status).toBe(200);
    await closed;
  });

  it('has the limits of a load balancer', () => {
    expect(LISTENER_LIMITS).toMatchObject({
      handshakeTimeout: 60_000,
      headersTimeout: 60_000,
      requestTimeout: 300_000,
      idleTimeout: 60_000,
    });
  });
});

describe('too many at once', () => {
  it('are answered with 503 where they are requests', async () => {
    const { open, exchange } = await listening({ limits: { requests: 1 } });
    const first = await open();
    first.socket.write(request('GET /v1/orders HTTP/1.1', ['X-Wait: 300']));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(503);
    expect(statusOf(await first.closed)).toBe(200);
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(200);
  });

  it('are closed where they are connections', async () => {
    const { open } = await listening({ limits: { connections: 2 } });
    await open();
    await open();
    await expect(open()).rejects.toThrow('No connection');
  });
});

describe('a client that goes away', () => {
  it('ends the trace of a request that it had not sent whole', async () => {
    const { open, ended } = await listening();
    const { socket } = await open();
    const over = ended();
    socket.write(request('POST /v1/orders HTTP/1.1', ['Content-Length: 10']));
    setTimeout(() => socket.destroy(), 50);
    const trace = await over;
    expect(trace.refusal?.detail).toBe('the client closed the connection');
    expect(trace.summary()).not.toHaveProperty('status');
  });

  it('ends the trace of a request that was being answered, and the function does its work', async () => {
    const { open, ended, exchange } = await listening();
    const { socket } = await open();
    const over = ended();
    socket.write(request('GET /v1/orders HTTP/1.1', ['X-Wait: 200']));
    setTimeout(() => socket.destroy(), 50);
    const trace = await over;
    expect(trace.hops.find(({ name }) => name === 'integration')?.outcome).toBe('passed');
    expect(trace.refusal?.detail).toBe('the client closed the connection');
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(200);
  });
});

describe('an error of the sandbox itself', () => {
  it('is a 500 of API Gateway, and named in the trace', async () => {
    const { exchange, traces } = await listening({
      accounts: () => {
        throw new TypeError('not to be told to clients');
      },
    });
    const answer = await exchange(request('GET /v1/orders HTTP/1.1'));
    expect([statusOf(answer), bodyOf(answer)]).toEqual([
      500,
      '{"message":"Internal server error"}',
    ]);
    expect(answer).toMatch(new RegExp(`^x-amzn-requestid: ${traces[0]?.requestId}\r$`, 'm'));
    expect(traces[0]?.refusal).toMatchObject({ name: 'internal error' });
    expect(traces[0]?.refusal?.detail).toMatch(/^TypeError: not to be told to clients at /);
  });

  it('in who is told of requests costs no request', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const { exchange } = await listening({
      onAnswered: () => {
        throw new Error('the terminal is gone');
      },
    });
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(200);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('the terminal is gone'));
    warned.mockRestore();
  });
});
