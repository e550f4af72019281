import { readRequest } from '../../../src/adapters/http/request';

describe('a request', () => {
  it('is read from an API Gateway event', () => {
    const request = readRequest({
      httpMethod: 'POST',
      resource: '/orders',
      requestContext: { requestId: 'id' },
      pathParameters: { orderId: 'a', other: 'b' },
      body: 'é',
    });
    expect(request).toMatchObject({ method: 'POST', resource: '/orders', requestId: 'id' });
    expect([request.pathParameter('orderId'), request.pathParameter('none')]).toEqual([
      'a',
      undefined,
    ]);
    expect(request.body?.toString('hex')).toBe('c3a9');
  });

  it('has all values of a header, regardless of the case of its name', () => {
    const request = readRequest({
      headers: { 'CONTENT-TYPE': 'last', other: 'x' },
      multiValueHeaders: { 'Content-Type': ['a'], 'content-type': ['b'], other: ['y'] },
    });
    expect(request.header('content-type')).toEqual(['a', 'b']);
    expect(request.header('none')).toEqual([]);
  });

  it('has all values of a query parameter, whose name is case-sensitive', () => {
    const request = readRequest({
      queryStringParameters: { limit: '2' },
      multiValueQueryStringParameters: { limit: ['1', '2'], Limit: ['3'] },
    });
    expect(request.query('limit')).toEqual(['1', '2']);
  });

  it('falls back to the map with single values', () => {
    const request = readRequest({
      headers: { A: 'x' },
      multiValueHeaders: null,
      queryStringParameters: { limit: '2' },
    });
    expect([request.header('a'), request.query('limit')]).toEqual([['x'], ['2']]);
  });

  it.each([
    ['aGk=', true, 'hi'],
    ['aGk=', false, 'aGk='],
    ['aGk=', 'true', 'aGk='],
  ])('has the body %j, with isBase64Encoded %j: %j', (body, isBase64Encoded, text) => {
    expect(readRequest({ body, isBase64Encoded }).body?.toString()).toBe(text);
  });

  it.each([
    undefined,
    null,
    'text',
    7,
    {},
    { body: null, headers: null, requestContext: null, httpMethod: 1, resource: {} },
    { headers: 'text', queryStringParameters: 7, pathParameters: [], body: {} },
    { headers: { a: 1, b: null }, multiValueHeaders: { a: [1], toString: null } },
  ])('treats an unexpected value as absent: %j', (event) => {
    const request = readRequest(event);
    expect([request.method, request.resource, request.requestId, request.body]).toEqual(
      Array.from({ length: 4 }),
    );
    expect([request.header('a'), request.query('a'), request.pathParameter('a')]).toEqual([
      [],
      [],
      undefined,
    ]);
    expect([request.query('toString'), request.pathParameter('constructor')]).toEqual([
      [],
      undefined,
    ]);
  });
});
