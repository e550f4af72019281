import * as z from 'zod/mini';
import {
  oneOf,
  optionalText,
  optionalTime,
  optionalWholeNumber,
  wholeNumber,
} from '../../src/domain/fields';
import { defineIndex } from '../../src/domain/order-index';

const description = 'what it is';
const messageOf = (schema: z.ZodMiniType, value: unknown) =>
  z.safeParse(schema, value).error?.issues.map(({ message }) => message);

describe('an optional text', () => {
  const note = optionalText({ maxLength: 3, description });

  it.each([undefined, '', 'abc', '👩👩👩', ' a '])('may be %j, and is not changed', (value) => {
    expect(z.parse(note, value)).toBe(value);
  });

  it.each(['abcd', '👩👩👩👩', '\ud800', 'a\udfff', '\ufffd'])('must not be %j', (value) => {
    expect(messageOf(note, value)).toEqual(['must have at most 3 characters of valid Unicode']);
  });

  it.each([1, null, {}])('must not be %j', (value) => {
    expect(messageOf(note, value)).toEqual(['must be text']);
  });

  it.each([
    ['what it is', 'What it is. At most 3 characters (code points).'],
    ['What it is, e.g. 1.5.', 'What it is, e.g. 1.5. At most 3 characters (code points).'],
  ])('has the description "%s" and a length in the document', (input, documented) => {
    const described = optionalText({ maxLength: 3, description: input });
    expect(z.toJSONSchema(described)).toMatchObject({ description: documented });
  });
});

describe('a whole number', () => {
  const range = { min: 1, max: 20, description };
  const quantity = wholeNumber({ ...range, default: 2 });

  it('has a default', () => {
    expect(z.parse(quantity, undefined)).toBe(2);
    expect(z.parse(optionalWholeNumber(range), undefined)).toBeUndefined();
  });

  it.each([1, 20])('may be %d', (value) => {
    expect(z.parse(quantity, value)).toBe(value);
    expect(z.parse(optionalWholeNumber(range), value)).toBe(value);
  });

  it.each([0, 21, 1.5, '2', null, 1e300])('must not be %j', (value) => {
    expect(messageOf(quantity, value)).toEqual(['must be a whole number from 1 to 20']);
    expect(messageOf(optionalWholeNumber(range), value)).toEqual([
      'must be a whole number from 1 to 20',
    ]);
  });
});

describe('an enumeration', () => {
  const size = oneOf({ values: ['small', 'large'], default: 'small', description });

  it('has a default', () => {
    expect([z.parse(size, undefined), z.parse(size, 'large')]).toEqual(['small', 'large']);
  });

  it('rejects any other value', () => {
    expect(messageOf(size, 'huge')).toEqual(['must be one of: small, large']);
  });
});

describe('an optional time', () => {
  const at = optionalTime({ description });

  it('is UTC with milliseconds, or absent', () => {
    expect(z.parse(at, undefined)).toBeUndefined();
    expect(z.parse(at, '2026-11-22T12:00:00.000Z')).toBe('2026-11-22T12:00:00.000Z');
    expect(messageOf(at, '2026-11-22')).toEqual(['must be a UTC time with milliseconds']);
  });
});

describe('an index', () => {
  it('has a valid DynamoDB name', () => {
    const index = { name: 'by-full-name', field: 'fullName' };
    expect(defineIndex(index)).toEqual(index);
    for (const name of ['', 'ab', 'By Name', 'a'.repeat(64)]) {
      expect(() => defineIndex({ ...index, name })).toThrow(`index name must match`);
    }
  });
});
