import { positionOf } from '../../../src/domain/order-position';
import { sampleEvent, sampleOrder } from '../../support/samples';
import { cursorsOf } from '../../../src/adapters/http/cursor';
import {
  readIdempotencyKey,
  readOrderQuery,
  requireJson,
} from '../../../src/adapters/http/parameters';
import { readRequest } from '../../../src/adapters/http/request';

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

const cursors = cursorsOf('food');
const readQuery = (parameters: Record<string, string[]>) =>
  readOrderQuery(withQuery(parameters), cursors);

describe('the query of a list', () => {
  it('is 50 orders of all days where nothing is said', () => {
    expect(readQuery({})).toEqual({
      orderDate: undefined,
      limit: 50,
      after: undefined,
    });
  });

  it('is what the caller says', () => {
    const after = positionOf(sampleOrder(1));
    const nextToken = cursors.encode(after, '2026-11-22');
    expect(readQuery({ orderDate: ['2026-11-22'], limit: ['7'], nextToken: [nextToken] })).toEqual({
      orderDate: '2026-11-22',
      limit: 7,
      after,
    });
  });

  it.each(['1', '9', '10', '99', '100'])('may have a limit of %s', (limit) => {
    expect(readQuery({ limit: [limit] }).limit).toBe(Number(limit));
  });

  it.each(['0', '101', '1000', '01', '1.5', '-1', '', ' 1', '1 ', 'a'])(
    'may not have a limit of %j',
    (limit) => {
      expect(() => readQuery({ limit: [limit] })).toThrow(
        refusal('limit must be a whole number from 1 to 100.'),
      );
    },
  );

  it.each(['orderDate', 'limit', 'nextToken'])('may have %s once', (name) => {
    expect(() => readQuery({ [name]: ['1', '1'] })).toThrow(refusal(`${name} must be given once.`));
  });

  it('names the date that is none', () => {
    expect(() => readQuery({ orderDate: ['2026-02-30'] })).toThrow(
      refusal('orderDate must be a day that exists.'),
    );
  });
});

describe('the idempotency key', () => {
  it('is none where no header is sent', () => {
    expect(readIdempotencyKey(withQuery({}))).toBeUndefined();
  });

  it.each([
    ['k', 'k'],
    ['  k k\t', 'k k'],
    ['~'.repeat(255), '~'.repeat(255)],
  ])('of %j is %j', (value, key) => {
    expect(readIdempotencyKey(withHeader('Idempotency-Key', value))).toBe(key);
  });

  it.each(['', '   ', 'a'.repeat(256), 'é', 'a\u007f', 'a\nb'])('may not be %j', (value) => {
    expect(() => readIdempotencyKey(withHeader('Idempotency-Key', value))).toThrow(
      refusal('Idempotency-Key must have 1 to 255 printable ASCII characters besides outer space.'),
    );
  });
});

describe('the content type of an order', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    ' application/json ;x',
    '  application/json  ; x',
  ])('may be %j', (value) => {
    expect(() => requireJson(withHeader('Content-Type', value))).not.toThrow();
  });

  it('may be left out', () => {
    expect(() => requireJson(withQuery({}))).not.toThrow();
  });

  it.each(['text/plain', 'application/jsonp', 'text/plain; application/json', ''])(
    'may not be %j',
    (value) => {
      expect(() => requireJson(withHeader('Content-Type', value))).toThrow(
        expect.objectContaining({
          code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
          message: 'Send the order as JSON, with Content-Type: application/json.',
        }) as Error,
      );
    },
  );
});
