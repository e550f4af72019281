import { once } from 'node:events';
import { hostName } from '@sandbox/engine/testing/two-accounts';
import { bodyOf, close, host, listeners, request, statusOf } from '../../../src/testing/listening';

const listening = listeners();

describe('a malformed request', () => {
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
    ['a target that is not a path', headers('GET ftp://a/b HTTP/1.1', host), 400],
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
  ])('receives the response of the load balancer: %s', async (_what, bytes, status) => {
    const { exchange, traces } = await listening();
    const answer = await exchange(bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/^server: awselb\/2\.0\r$/im);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(traces.map((trace) => [trace.summary().status, trace.refusal?.name])).toEqual([
      [status, 'load balancer'],
    ]);
  });

  it('is rejected by API Gateway if its header values are over 10,240 bytes', async () => {
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
  ])('is served like any other: %s', async (_what, bytes, body) => {
    const { exchange } = await listening();
    const answer = await exchange(bytes);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([200, body]);
  });

  it('waits for 100 Continue before it sends its body', async () => {
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

  it('is served in order if several are pipelined', async () => {
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

describe('a client that disconnects', () => {
  it('ends the trace of an incomplete request', async () => {
    const { open, ended } = await listening();
    const { socket } = await open();
    const over = ended();
    socket.write(request('POST /v1/orders HTTP/1.1', ['Content-Length: 10']));
    setTimeout(() => socket.destroy(), 50);
    const trace = await over;
    expect(trace.refusal?.detail).toBe('the client closed the connection');
    expect(trace.summary()).not.toHaveProperty('status');
  });

  it('ends the trace of a request in flight, and the function completes', async () => {
    const { open, ended, exchange } = await listening();
    const { socket } = await open();
    const over = ended();
    socket.write(request('GET /v1/orders HTTP/1.1', ['X-Wait: 200']));
    setTimeout(() => socket.destroy(), 50);
    const trace = await over;
    const integration = trace.describe().hops.find(({ name }) => name === 'integration');
    expect(integration?.outcome).toBe('passed');
    expect(trace.refusal?.detail).toBe('the client closed the connection');
    expect(statusOf(await exchange(request('GET /v1/orders HTTP/1.1')))).toBe(200);
  });
});

describe('an internal error', () => {
  it('is a 500 of API Gateway, and in the trace', async () => {
    const { exchange, traces } = await listening({
      accounts: () => {
        throw new TypeError('not for clients');
      },
    });
    const answer = await exchange(request('GET /v1/orders HTTP/1.1'));
    expect([statusOf(answer), bodyOf(answer)]).toEqual([
      500,
      '{"message":"Internal server error"}',
    ]);
    for (const name of ['x-amzn-requestid', 'x-amz-apigw-id']) {
      expect(answer).toMatch(new RegExp(`^${name}: ${traces[0]?.requestId}\r$`, 'm'));
    }
    expect(traces[0]?.refusal).toMatchObject({ name: 'internal error' });
    expect(traces[0]?.refusal?.detail).toMatch(/^TypeError: not for clients at /);
  });

  it('in a listener does not affect the request', async () => {
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
