import { httpRequest } from '@sandbox/kernel/testing/http-request';
import { proxyEvent, proxyResponse } from './lambda-proxy';
import type { Method } from './rest-api';

const context = {
  account: '222222222222',
  apiId: 'api1',
  stage: 'v1',
  path: '/v1/orders',
  requestId: 'r-1',
  endpoint: { id: 'vpce-1', vpcId: 'vpc-1' },
  time: new Date('2026-11-02T03:04:05.678Z'),
};

const method: Method = {
  httpMethod: 'GET',
  resourcePath: '/orders/{orderId}',
  resourceId: 'res1',
  authorizationType: 'NONE',
  requiredParameters: [],
  models: new Map(),
  constructPath: 'stack/Method',
  integration: {
    type: 'AWS_PROXY',
    functionArn: 'arn',
    timeout: 1,
    requestTemplates: {},
    responses: [],
  },
};

function eventOf(
  parts: Parameters<typeof httpRequest>[0] = {},
  pathParameters: Readonly<Record<string, string>> = {},
) {
  const request = httpRequest(parts);
  return proxyEvent(request, { method, pathParameters }, { ...context, path: request.path });
}

describe('the event of a function', () => {
  it('has null without a query, path parameter, body or stage variable', () => {
    expect(eventOf()).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it('has the last of repeated parameters, and all of them', () => {
    const event = eventOf({ query: 'limit=1&limit=2&orderDate=2026-11-02&empty=' });
    expect(event.queryStringParameters).toEqual({ limit: '2', orderDate: '2026-11-02', empty: '' });
    expect(event.multiValueQueryStringParameters).toEqual({
      limit: ['1', '2'],
      orderDate: ['2026-11-02'],
      empty: [''],
    });
  });

  it('has the last of repeated headers, and all of them, with names as sent', () => {
    const event = eventOf({
      headers: [
        ['X-One', 'a'],
        ['Host', 'h'],
        ['X-One', 'b'],
      ],
    });
    expect(event.headers).toEqual({ 'X-One': 'b', Host: 'h' });
    expect(event.multiValueHeaders).toEqual({ 'X-One': ['a', 'b'], Host: ['h'] });
  });

  it.each([
    ...['Connection', 'Expect', 'Keep-Alive', 'Max-Forwards', 'Proxy-Authenticate', 'Server'],
    ...['TE', 'Trailer', 'transfer-encoding', 'UPGRADE'],
  ])('has no header %s, which API Gateway does not pass on', (name) => {
    const headers: [string, string][] = [
      [name, 'x'],
      ['x-own', '1'],
    ];
    expect(eventOf({ headers }).multiValueHeaders).toEqual({ 'x-own': ['1'] });
  });

  it('keeps parameters and headers named like object members', () => {
    const event = eventOf({ query: '__proto__=1', headers: [['constructor', 'x']] });
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([['__proto__', '1']]);
    expect(Object.entries(event.headers)).toEqual([['constructor', 'x']]);
  });

  it('decodes the query and the path parameters, and leaves the path as sent', () => {
    const path = '/v1/orders/a%2Fb%20c';
    const event = eventOf({ path, query: 'q=%C3%A4+b' }, { orderId: 'a%2Fb%20c' });
    expect(event.path).toBe(path);
    expect(event.pathParameters).toEqual({ orderId: 'a/b c' });
    expect(event.queryStringParameters).toEqual({ q: 'ä b' });
  });

  it('keeps a malformed path parameter as sent', () => {
    expect(eventOf({}, { orderId: '%E0%A4%A' }).pathParameters).toEqual({ orderId: '%E0%A4%A' });
  });

  it('has the body as text', () => {
    expect(eventOf({ body: '{"fullName":"Ädá"}' }).body).toBe('{"fullName":"Ädá"}');
  });

  it.each([
    [Buffer.from([0xff, 0x00]), { body: '/wA=', isBase64Encoded: true }],
    [Buffer.alloc(0), { body: null, isBase64Encoded: false }],
  ])('has a body of bytes in base64: %j', (body, expected) => {
    const request = { ...httpRequest({}), body };
    const binary = { ...context, isBinary: true };
    expect(proxyEvent(request, { method, pathParameters: {} }, binary)).toMatchObject(expected);
  });

  it('has the source and the context of the request', () => {
    const event = eventOf({ headers: [['USER-AGENT', 'curl/8']] }, { orderId: '1' });
    expect(event).toMatchObject({
      resource: '/orders/{orderId}',
      httpMethod: 'GET',
      path: '/v1/orders',
    });
    expect(event.requestContext).toMatchObject({
      accountId: '222222222222',
      apiId: 'api1',
      stage: 'v1',
      requestId: 'r-1',
      resourceId: 'res1',
      resourcePath: '/orders/{orderId}',
      domainName: 'food.orders.localhost',
      domainPrefix: 'food',
      requestTime: '02/Nov/2026:03:04:05 +0000',
      requestTimeEpoch: context.time.getTime(),
      identity: { sourceIp: '127.0.0.1', userAgent: 'curl/8', vpcId: 'vpc-1', vpceId: 'vpce-1' },
    });
  });
});

describe('the response of a function', () => {
  it('becomes a response with lower-case header names', () => {
    const answer = { statusCode: 201, headers: { Location: '/v1/orders/1', 'X-N': 1 }, body: '{}' };
    expect(proxyResponse(JSON.stringify(answer))).toEqual({
      isBase64Encoded: false,
      status: 201,
      headers: { 'content-type': 'application/json', location: '/v1/orders/1', 'x-n': '1' },
      body: '{}',
    });
  });

  it('can set its content type', () => {
    const answer = { statusCode: 404, headers: { 'Content-Type': 'application/problem+json' } };
    expect(proxyResponse(JSON.stringify(answer))).toMatchObject({
      headers: { 'content-type': 'application/problem+json' },
      body: '',
    });
  });

  it.each([
    ['another value', 'z', ['a', 'b', 'z']],
    ['the same value', 'b', ['a', 'b']],
  ])('merges a repeated header with %s of the same name', (_name, value, merged) => {
    const answer = {
      statusCode: 200,
      headers: { 'set-cookie': value },
      multiValueHeaders: { 'Set-Cookie': ['a', 'b'] },
    };
    expect(proxyResponse(JSON.stringify(answer))?.headers['set-cookie']).toEqual(merged);
  });

  it.each([
    ['Authorization', 'x-amzn-remapped-authorization'],
    ['Content-MD5', 'x-amzn-remapped-content-md5'],
    ['Date', 'x-amzn-remapped-date'],
    ['Max-Forwards', 'x-amzn-remapped-max-forwards'],
    ['server', 'x-amzn-remapped-server'],
    ['User-Agent', 'x-amzn-remapped-user-agent'],
    ['WWW-Authenticate', 'x-amzn-remapped-www-authenticate'],
  ])('sends %s as %s', (name, remapped) => {
    const answer = { statusCode: 401, headers: { [name]: 'x' } };
    const { headers } = proxyResponse(JSON.stringify(answer)) ?? {};
    expect(headers).toEqual({ 'content-type': 'application/json', [remapped]: 'x' });
  });

  it.each([
    [true, true],
    [false, false],
    [null, false],
  ])('has its body in base64 or not: %s', (isBase64Encoded, isBase64) => {
    const answer = { statusCode: 200, body: '//8=', isBase64Encoded };
    expect(proxyResponse(JSON.stringify(answer))).toMatchObject({
      body: '//8=',
      isBase64Encoded: isBase64,
    });
  });

  it('may have its status as a string, and null for omitted values', () => {
    const answer = { statusCode: '204', headers: null, multiValueHeaders: null, body: null };
    expect(proxyResponse(JSON.stringify(answer))).toMatchObject({ status: 204, body: '' });
  });

  it.each([
    ...['Connection', 'content-length', 'Keep-Alive', 'Trailer', 'TRANSFER-ENCODING', 'TE'],
    ...['Expect', 'Host', 'Proxy-Authenticate', 'Upgrade', 'Via'],
  ])("loses %s, which functions can't set", (name) => {
    const answer = {
      statusCode: 200,
      headers: { [name]: 'x', 'x-own': '1' },
      multiValueHeaders: { [name]: ['x'] },
    };
    expect(proxyResponse(JSON.stringify(answer))?.headers).toEqual({
      'content-type': 'application/json',
      'x-own': '1',
    });
  });

  it.each(['tab\tand space', 'a\u00ffb', ''])('may have the header value %j', (value) => {
    const answer = { statusCode: 200, headers: { a: value } };
    expect(proxyResponse(JSON.stringify(answer))?.headers['a']).toBe(value);
  });

  it.each(['', 'undefined', '{', 'ok'])('is malformed if it is not JSON: %j', (payload) => {
    expect(proxyResponse(payload)).toBeUndefined();
  });

  it.each([
    ['null', null],
    ['text', 'ok'],
    ['a list', [200]],
    ['no status', { body: 'x' }],
    ['an invalid status', { statusCode: 'ok' }],
    ['a status that is only informational', { statusCode: 100 }],
    ['a switch of protocols', { statusCode: 101 }],
    ['a status just below those that end an exchange', { statusCode: 199 }],
    ['a status above all', { statusCode: 600 }],
    ['a status with a fraction', { statusCode: 200.5 }],
    ['a status in a list', { statusCode: [200] }],
    ['a status that is a number only to JavaScript', { statusCode: '2e2' }],
    ['a status that is empty', { statusCode: '' }],
    ['a body that is not text', { statusCode: 200, body: { orders: [] } }],
    ['a header that is not a scalar', { statusCode: 200, headers: { a: ['x'] } }],
    ['a header of two lines', { statusCode: 200, headers: { a: 'x\nb: y' } }],
    ['a header with a carriage return', { statusCode: 200, headers: { a: 'x\r' } }],
    ['a header beyond Latin-1', { statusCode: 200, headers: { a: '\u0100' } }],
    ['a repeated header of two lines', { statusCode: 200, multiValueHeaders: { a: ['x', '\n'] } }],
    ['a space in the name of a header', { statusCode: 200, headers: { 'a b': 'x' } }],
    ['a colon in the name of a header', { statusCode: 200, headers: { 'a:': 'x' } }],
    ['a header without a name', { statusCode: 200, headers: { '': 'x' } }],
    [
      'a space in the name of a repeated header',
      { statusCode: 200, multiValueHeaders: { 'a b': [] } },
    ],
    ['an unknown field', { statusCode: 200, data: 1 }],
  ])('is malformed with %s', (_name, answer) => {
    expect(proxyResponse(JSON.stringify(answer))).toBeUndefined();
  });

  /** The bytes of `a: ` and the line end, and of the content type in every response. */
  const otherBytes = 'a: \r\n'.length + 'content-type: application/json\r\n'.length;

  it.each([
    ['a header', (length: number) => ({ headers: { a: 'x'.repeat(length) } })],
    [
      'repeated headers',
      (length: number) => ({
        multiValueHeaders: { a: ['', 'x'.repeat(length - 'a: \r\n'.length)] },
      }),
    ],
  ])('may have 10,240 bytes of headers, and is malformed with more: %s', (_name, headers) => {
    const answer = (length: number) =>
      proxyResponse(JSON.stringify({ statusCode: 200, ...headers(length) }));
    expect(answer(10_240 - otherBytes)).toMatchObject({ status: 200 });
    expect(answer(10_241 - otherBytes)).toBeUndefined();
  });
});
