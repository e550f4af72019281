import * as z from 'zod/mini';
import { requireJson } from '../../../src/adapters/http/body';
import { defineOperation } from '../../../src/adapters/http/operation';
import { listOrders } from '../../../src/adapters/http/operations/list-orders';
import { placeOrder } from '../../../src/adapters/http/operations/place-order';
import { orderIdParameter, readParameters } from '../../../src/adapters/http/parameters';
import { readRequest, type HttpRequest } from '../../../src/adapters/http/request';
import { fullNameSchema } from '../../../src/domain/order';
import { sampleEvent } from '../../support/samples';

const withQuery = (parameters: Record<string, string[]>) =>
  readRequest(sampleEvent({ multiValueQueryStringParameters: parameters }));
const withHeader = (name: string, ...values: string[]) =>
  readRequest(sampleEvent({ multiValueHeaders: { [name]: values } }));

const refusal = (message: string) =>
  expect.objectContaining({
    name: 'RequestError',
    code: 'REQUEST.INVALID_PARAMETER',
    message,
  }) as Error;

const readQuery = (parameters: Record<string, string[]>) =>
  readParameters(withQuery(parameters), listOrders);
const readKey = (request: HttpRequest) => readParameters(request, placeOrder)['Idempotency-Key'];

describe('the parameters of the list operation', () => {
  it('are empty without a query', () => {
    expect(readQuery({})).toEqual({
      orderDate: undefined,
      limit: undefined,
      nextToken: undefined,
    });
  });

  it('are the values of the query', () => {
    expect(readQuery({ orderDate: ['2026-11-22'], limit: ['7'], nextToken: ['t'] })).toEqual({
      orderDate: '2026-11-22',
      limit: 7,
      nextToken: 't',
    });
  });

  it.each(['1', '9', '10', '99', '100'])('accept a limit of %s', (limit) => {
    expect(readQuery({ limit: [limit] }).limit).toBe(Number(limit));
  });

  it.each(['0', '101', '1000', '01', '1.5', '-1', '', ' 1', '1 ', 'a'])(
    'reject a limit of %j',
    (limit) => {
      expect(() => readQuery({ limit: [limit] })).toThrow(
        refusal('limit must be a whole number from 1 to 100.'),
      );
    },
  );

  it.each(['orderDate', 'limit', 'nextToken'])('accept %s only once', (name) => {
    expect(() => readQuery({ [name]: ['1', '1'] })).toThrow(refusal(`${name} must occur once.`));
  });

  it('name an invalid date', () => {
    expect(() => readQuery({ orderDate: ['2026-02-30'] })).toThrow(
      refusal('orderDate must be a day that exists.'),
    );
  });
});

describe('a parameter', () => {
  const search = defineOperation({
    ...listOrders,
    name: 'search',
    path: '/orders/{orderId}/parts/{part}',
    parameters: {
      orderId: orderIdParameter,
      part: { in: 'path', schema: z.string(), description: 'A part', example: '1' },
      fullName: {
        in: 'query',
        required: true,
        schema: fullNameSchema,
        description: 'Whose',
        example: 'Ada',
      },
    },
  });

  it('of a path is passed on unchecked', () => {
    const request = readRequest(
      sampleEvent({
        pathParameters: { orderId: 'no ID' },
        queryStringParameters: { fullName: ' Ada ' },
      }),
    );
    expect(readParameters(request, search)).toEqual({
      orderId: 'no ID',
      part: '',
      fullName: 'Ada',
    });
  });

  it('is rejected if it is required and missing', () => {
    expect(() => readParameters(withQuery({}), search)).toThrow(refusal('fullName is missing.'));
  });
});

describe('the idempotency key', () => {
  it('is undefined without the header', () => {
    expect(readKey(withQuery({}))).toBeUndefined();
  });

  it.each([
    ['k', 'k'],
    ['  k k\t', 'k k'],
    ['~'.repeat(255), '~'.repeat(255)],
  ])('of %j is %j', (value, key) => {
    expect(readKey(withHeader('Idempotency-Key', value))).toBe(key);
  });

  it.each(['', '   ', 'a'.repeat(256), 'é', 'a\u007f', 'a\nb'])('must not be %j', (value) => {
    expect(() => readKey(withHeader('Idempotency-Key', value))).toThrow(
      refusal(
        'Idempotency-Key must have 1 to 255 printable ASCII characters, not counting surrounding spaces.',
      ),
    );
  });
});

describe('the content type of a body', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    ' application/json ;x',
    '  application/json  ; x',
  ])('may be %j', (value) => {
    expect(() => requireJson(withHeader('Content-Type', value))).not.toThrow();
  });

  it('may be missing', () => {
    expect(() => requireJson(withQuery({}))).not.toThrow();
  });

  it.each(['text/plain', 'application/jsonp', 'text/plain; application/json', ''])(
    'must not be %j',
    (value) => {
      expect(() => requireJson(withHeader('Content-Type', value))).toThrow(
        expect.objectContaining({
          code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
          message: 'Send the body as JSON, with Content-Type: application/json.',
        }) as Error,
      );
    },
  );
});
