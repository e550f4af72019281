import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LISTENER_LIMITS } from '@sandbox/front-doors/https/listener-limits';
import { Lambda } from '@sandbox/services/lambda/lambda';
import { bodyOf, host, listeners, request, statusOf } from '../../../src/testing/listening';

const listening = listeners();

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
  ])('is rejected by its model, in few words: %s', async (_what, body) => {
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

  it('waits for memory used by others, except for small ones', async () => {
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

describe('a timeout', () => {
  const quick = {
    handshakeTimeout: 100,
    headersTimeout: 100,
    requestTimeout: 300,
    idleTimeout: 200,
    checkInterval: 20,
  };

  function plainSocket(port: number): Socket {
    return connect(port, '127.0.0.1').on('error', () => undefined);
  }

  it('closes a connection without TLS, or with half a handshake', async () => {
    const { port } = await listening({ limits: quick });
    const silent = plainSocket(port);
    const half = plainSocket(port);
    half.write(Buffer.from('160301', 'hex'));
    await Promise.all([once(silent, 'close'), once(half, 'close')]);
    expect([silent.bytesRead, half.bytesRead]).toEqual([0, 0]);
  });

  it.each([
    ['nothing', '', undefined],
    ['half a head', `GET /v1/orders HTTP/1.1\r\n${host}\r\n`, 408],
    ['half a body', request('POST /v1/orders HTTP/1.1', ['Content-Length: 10']), 408],
  ])('closes a connection with %s', async (_what, bytes, status) => {
    const { exchange, traces } = await listening({ limits: quick });
    const answer = await exchange(bytes);
    if (status === undefined) return;
    expect(statusOf(answer)).toBe(status);
    expect(traces.at(-1)?.summary().status).toBe(status);
  });

  it('closes a request that arrives byte by byte', async () => {
    const { open } = await listening({ limits: quick });
    const { socket, closed } = await open();
    socket.write(request('POST /v1/orders HTTP/1.1', ['Content-Length: 1000']));
    const timer = setInterval(() => socket.write('x'), 20);
    expect(statusOf(await closed)).toBe(408);
    clearInterval(timer);
  });

  it('closes an idle keep-alive connection', async () => {
    const { open, ended } = await listening({ limits: { ...quick, idleTimeout: 1_500 } });
    const { socket, closed } = await open();
    const answered = ended();
    socket.write(`GET /v1/orders HTTP/1.1\r\n${host}\r\n\r\n`);
    expect((await answered).summary().status).toBe(200);
    await closed;
  });

  it('does not return 504 while a function is paused at a breakpoint', async () => {
    const { exchange } = await listening({ limits: { ...quick, idleTimeout: 200 } });
    const waiting = request('GET /v1/orders HTTP/1.1', ['X-Wait: 900']);
    expect(statusOf(await exchange(waiting))).toBe(504);
    const paused = jest.spyOn(Lambda.prototype, 'isPaused', 'get').mockReturnValue(true);
    expect(statusOf(await exchange(waiting))).toBe(200);
    paused.mockRestore();
  });

  it('has the values of a load balancer', () => {
    expect(LISTENER_LIMITS).toMatchObject({
      handshakeTimeout: 60_000,
      headersTimeout: 60_000,
      requestTimeout: 300_000,
      idleTimeout: 60_000,
    });
  });
});

describe('above the limits', () => {
  it('requests receive 503', async () => {
    const { open, exchange } = await listening({ limits: { requests: 1 } });
    const first = await open();
    first.socket.write(request('GET /v1/orders HTTP/1.1', ['X-Wait: 300']));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(503);
    expect(statusOf(await first.closed)).toBe(200);
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(200);
  });

  it('connections are closed', async () => {
    const { open } = await listening({ limits: { connections: 2 } });
    await open();
    await open();
    await expect(open()).rejects.toThrow('No connection');
  });
});
