import { positionOf } from '../../domain/order-position';
import { sampleEvent, sampleOrder } from '../../testing/samples';
import { encodeCursor } from './cursor';
import { readIdempotencyKey, readOrderQuery, requireJson } from './parameters';
import { readRequest } from './request';

const withQuery = (parameters: Record<string, string[]>) =>
  readRequest(sampleEvent({ multiValueQueryStringParameters: parameters }));
const withHeader = (name: string, ...values: string[]) =>
  readRequest(sampleEvent({ multiValueHeaders: { [name]: values } }));

/** What a reader throws; what it reads where it does not. */
function refusalOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

const invalid = (message: string) => ({ code: 'REQUEST.INVALID_PARAMETER', message });

describe('the query of a list', () => {
  it('is 50 orders of all days where nothing is said', () => {
    expect(readOrderQuery(withQuery({}))).toEqual({
      orderDate: undefined,
      limit: 50,
      after: undefined,
    });
  });

  it('is what the caller says', () => {
    const after = positionOf(sampleOrder(1));
    const nextToken = encodeCursor(after, '2026-11-22');
    expect(
      readOrderQuery(
        withQuery({ orderDate: ['2026-11-22'], limit: ['7'], nextToken: [nextToken] }),
      ),
    ).toEqual({ orderDate: '2026-11-22', limit: 7, after });
  });

  it.each(['1', '9', '10', '99', '100'])('may have a limit of %s', (limit) => {
    expect(readOrderQuery(withQuery({ limit: [limit] })).limit).toBe(Number(limit));
  });

  it.each(['0', '101', '1000', '01', '1.5', '-1', '', ' 1', '1 ', 'a'])(
    'may not have a limit of %j',
    (limit) => {
      expect(refusalOf(() => readOrderQuery(withQuery({ limit: [limit] })))).toMatchObject(
        invalid('limit must be a whole number from 1 to 100.'),
      );
    },
  );

  it.each(['orderDate', 'limit', 'nextToken'])('may have %s once', (name) => {
    expect(refusalOf(() => readOrderQuery(withQuery({ [name]: ['1', '1'] })))).toMatchObject(
      invalid(`${name} must be given once.`),
    );
  });

  it('names the date that is none', () => {
    expect(refusalOf(() => readOrderQuery(withQuery({ orderDate: ['2026-02-30'] })))).toMatchObject(
      invalid('orderDate must be a day that exists.'),
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
    expect(refusalOf(() => readIdempotencyKey(withHeader('Idempotency-Key', value)))).toMatchObject(
      invalid('Idempotency-Key must have 1 to 255 printable ASCII characters.'),
    );
  });
});

describe('the content type of an order', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    ' application/json ;x',
  ])('may be %j', (value) => {
    expect(() => requireJson(withHeader('Content-Type', value))).not.toThrow();
  });

  it('may be left out', () => {
    expect(() => requireJson(withQuery({}))).not.toThrow();
  });

  it.each(['text/plain', 'application/jsonp', 'text/plain; application/json', ''])(
    'may not be %j',
    (value) => {
      expect(refusalOf(() => requireJson(withHeader('Content-Type', value)))).toMatchObject({
        code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
        message: 'Send the order as JSON, with Content-Type: application/json.',
      });
    },
  );
});
