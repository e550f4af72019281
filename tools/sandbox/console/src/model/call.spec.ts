import type { ApiInfo, ApiMethod } from '@sandbox/front-doors/console/wire';
import { callOf, rowsOf } from './call';
import { headerLines, headersOf } from './headers';

const method: ApiMethod = {
  httpMethod: 'GET',
  path: '/orders/{orderId}/{rest+}',
  parameters: [
    { in: 'path', name: 'orderId', required: true },
    { in: 'path', name: 'rest', required: true },
    { in: 'query', name: 'limit', required: false },
    { in: 'query', name: 'orderDate', required: false },
    { in: 'header', name: 'Idempotency-Key', required: false },
  ],
};

const api: ApiInfo = {
  constructPath: 'food/Api',
  stack: 'food',
  account: '222222222222',
  apiId: 'api1',
  stage: 'v1',
  locations: [{ host: 'food.orders.localhost', basePath: '/v1' }],
  methods: [method],
  hasDocument: true,
};

describe('a call of a deployed API', () => {
  it('has each parameter in its place, encoded, without empty ones', () => {
    const values = {
      orderId: 'a/b',
      rest: 'c',
      limit: '10&x=1',
      orderDate: '',
      'Idempotency-Key': 'k',
    };
    expect(callOf(api, method, values, '')).toEqual({
      method: 'GET',
      host: 'food.orders.localhost',
      path: '/v1/orders/a%2Fb/c?limit=10%26x%3D1',
      headers: [['Idempotency-Key', 'k']],
      body: '',
    });
  });

  it('has the content type JSON with a body', () => {
    const { headers } = callOf(api, { ...method, parameters: [] }, {}, '{}');
    expect(headers).toEqual([['content-type', 'application/json']]);
  });
});

describe('a list in a response', () => {
  it('has all columns of its rows, and the token of the next page', () => {
    const body = JSON.stringify({ orders: [{ a: 1 }, { a: 2, b: 3 }], nextToken: 'next' });
    expect(rowsOf(body)).toMatchObject({ columns: ['a', 'b'], nextToken: 'next' });
    expect(rowsOf('[]')).toEqual({ columns: [], rows: [], nextToken: '' });
  });

  it.each(['', 'null', '{"message":"no"}', '["a"]', '[null]', '<html>'])('is not in %j', (body) => {
    expect(rowsOf(body)).toBeUndefined();
  });
});

it('formats headers as lines, and parses them', () => {
  const headers = [
    ['a', 'b: c'],
    ['d', ''],
  ] as const;
  expect(headersOf(headerLines(headers))).toEqual(headers);
  expect(headersOf('\n x : y \nz')).toEqual([
    ['x', 'y'],
    ['z', ''],
  ]);
});
