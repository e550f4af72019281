import fc from 'fast-check';
import { assertModelSchema, RequestModel } from './request-model';

const model = new RequestModel({
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: {
    fullName: { type: 'string', minLength: 1, maxLength: 5, pattern: '\\S' },
    food: { type: 'string', enum: ['pizza', 'salat'] },
  },
  required: ['fullName', 'food'],
  additionalProperties: false,
});

describe('a request model', () => {
  it.each([
    ['{"fullName":"Ada","food":"pizza"}'],
    ['{"food":"salat","fullName":"Ädá"}'],
    [' { "fullName" : "🍕🍕🍕🍕🍕", "food" : "pizza" } '],
  ])('accepts %s', (body) => {
    expect(model.violations(body)).toBeUndefined();
  });

  it.each([
    [
      'a missing property',
      '{"food":"pizza"}',
      '[object has missing required properties (["fullName"])]',
    ],
    [
      'all missing properties together',
      '{}',
      '[object has missing required properties (["fullName","food"])]',
    ],
    [
      'an unwanted property',
      '{"fullName":"Ada","food":"pizza","x":1}',
      '[object instance has properties which are not allowed by the schema: ["x"]]',
    ],
    [
      'all unwanted properties together',
      '{"fullName":"Ada","food":"pizza","x":1,"y":2}',
      '[object instance has properties which are not allowed by the schema: ["x","y"]]',
    ],
    [
      'a value outside the enumeration',
      '{"fullName":"Ada","food":"sushi"}',
      '[instance value ("sushi") not found in enum (possible values: ["pizza","salat"])]',
    ],
    [
      'a number for a text',
      '{"fullName":1,"food":"pizza"}',
      '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [
      'a fraction for a text',
      '{"fullName":1.5,"food":"pizza"}',
      '[instance type (number) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [
      'null for a text',
      '{"fullName":null,"food":"pizza"}',
      '[instance type (null) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [
      'a list for the object',
      '[]',
      '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      'a text for the object',
      '"x"',
      '[instance type (string) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      'a text that is too long, in characters',
      '{"fullName":"🍕🍕🍕🍕🍕🍕","food":"pizza"}',
      '[string "🍕🍕🍕🍕🍕🍕" is too long (length: 6, maximum allowed: 5)]',
    ],
    [
      'a text that does not match the pattern',
      '{"fullName":" ","food":"pizza"}',
      '[ECMA 262 regex "\\\\S" does not match input string " "]',
    ],
    ['broken JSON', '{"fullName":', '[Invalid JSON]'],
    ['an empty body', '', '[Invalid JSON]'],
    [
      'a property named __proto__',
      '{"fullName":"Ada","food":"pizza","__proto__":{}}',
      '[object instance has properties which are not allowed by the schema: ["__proto__"]]',
    ],
    [
      'a property named constructor',
      '{"fullName":"Ada","food":"pizza","constructor":1}',
      '[object instance has properties which are not allowed by the schema: ["constructor"]]',
    ],
    [
      'properties that only a __proto__ holds',
      '{"__proto__":{"fullName":"Ada","food":"pizza"}}',
      '[object has missing required properties (["fullName","food"]), object instance has properties which are not allowed by the schema: ["__proto__"]]',
    ],
  ])("reports %s with API Gateway's message", (_name, body, expected) => {
    expect(model.violations(body)?.forClient).toBe(expected);
  });

  it('matches patterns by UTF-16 code units, and lengths by characters', () => {
    const one = new RequestModel({ pattern: '^.$' });
    expect(one.violations('"é"')).toBeUndefined();
    expect(one.violations('"🍕"')?.forClient).toContain('does not match input string "🍕"');
    expect(new RequestModel({ maxLength: 1 }).violations('"🍕"')).toBeUndefined();
  });

  it('reports a string that is too short with its length', () => {
    expect(model.violations('{"fullName":"","food":"pizza"}')?.forClient).toContain(
      'string "" is too short (length: 0, required minimum: 1)',
    );
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'reports a missing property named %s, though every object inherits one',
    (name) => {
      const required = new RequestModel({ type: 'object', required: [name] });
      expect(required.violations('{}')?.forClient).toBe(
        `[object has missing required properties (["${name}"])]`,
      );
      expect(required.violations(`{"${name}":1}`)).toBeUndefined();
    },
  );

  it('ignores inherited properties', () => {
    const optional = new RequestModel({ properties: { constructor: { type: 'string' } } });
    expect(optional.violations('{}')).toBeUndefined();
    expect(optional.violations('{"constructor":1}')?.forClient).toContain(
      'instance type (integer)',
    );
  });

  it('validates any body without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
        expect(model.violations(body)?.forClient).not.toBe('');
      }),
    );
  });

  it.each([
    ['a long text', `"${'x'.repeat(1_000_000)}"`],
    ['a text of many control characters', JSON.stringify('\u0001'.repeat(50_000))],
    ['a deep list', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['a deep object', '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)],
    ['a long number', '9'.repeat(1_000_000)],
  ])('quotes %s in a few bytes only', (_name, value) => {
    for (const body of [value, `{"fullName":${value},"food":"pizza"}`, `{"food":${value}}`]) {
      const { forClient = '', forLog = '' } = model.violations(body) ?? {};
      expect(forClient).toMatch(/^\[(instance|string|object)/);
      expect(Buffer.byteLength(forClient)).toBeLessThanOrEqual(4 * 1024);
      expect(Buffer.byteLength(forLog)).toBeLessThanOrEqual(4 * 1024);
    }
  });

  it.each([
    ['names', (index: number) => `"${'n'.repeat(300)}${index}":1`],
    ['short names', (index: number) => `"${index}":1`],
  ])('reports many additional %s in a few bytes only', (_name, member) => {
    for (const count of [100, 500_000]) {
      const members = Array.from({ length: count }, (_each, index) => member(index));
      const { forClient = '' } = model.violations(`{${members.slice(0, count).join(',')}}`) ?? {};
      expect(forClient).toMatch(/^\[object /);
      expect(Buffer.byteLength(forClient)).toBeLessThanOrEqual(4 * 1024);
    }
  });

  it('reports the problem of a truncated value', () => {
    const body = `{"fullName":"${'x'.repeat(100_000)}","food":"pizza"}`;
    expect(model.violations(body)?.forClient).toMatch(
      /^\[string "x{253}…" is too long \(length: 100000, maximum allowed: 5\)\]$/,
    );
  });

  it('logs problems without values of the body', () => {
    const secret = 'Ada Lovelace';
    const strict = new RequestModel({
      properties: {
        enum: { enum: ['x'] },
        minLength: { minLength: 100 },
        maxLength: { maxLength: 1 },
        pattern: { pattern: '^$' },
        type: { type: 'number' },
        not: { not: {} },
      },
    });
    const names = ['enum', 'minLength', 'maxLength', 'pattern', 'type', 'not'];
    const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, secret])));
    const { forClient, forLog } = strict.violations(body) ?? {};
    expect(forClient).toContain('string "Ada Lovelace" is too long (length: 12');
    expect(forLog).not.toContain('Ada');
    expect(forLog).toContain('string is too long (length: 12, maximum allowed: 1)');
    expect(forLog).toContain('instance value not found in enum (possible values: ["x"])');
  });

  it('reports the violated bound of a number', () => {
    const counted = new RequestModel({
      type: 'object',
      properties: { quantity: { type: 'integer', minimum: 1, maximum: 20 } },
    });
    const { forClient, forLog } = counted.violations('{"quantity":33}') ?? {};
    expect(forClient).toBe(
      '[numeric instance is greater than the required maximum (maximum: 20, found: 33)]',
    );
    expect(forLog).toBe('[numeric instance is greater than the required maximum (maximum: 20)]');
    expect(counted.violations('{"quantity":0}')?.forClient).toBe(
      '[numeric instance is lower than the required minimum (minimum: 1, found: 0)]',
    );
  });

  it('generates an example that it accepts, without optional properties', () => {
    const loose = new RequestModel({
      type: 'object',
      properties: {
        fullName: { type: 'string' },
        food: { enum: ['pizza'] },
        quantity: { type: 'integer', minimum: 3 },
        isHot: { type: 'boolean' },
        note: { type: 'string', maxLength: 1 },
      },
      required: ['fullName', 'food', 'quantity', 'isHot'],
      additionalProperties: false,
    });
    expect(loose.violations(JSON.stringify(loose.example()))).toBeUndefined();
    expect(loose.example()).toEqual({
      fullName: 'Ada Lovelace',
      food: 'pizza',
      quantity: 3,
      isHot: true,
    });
  });

  it('rejects an invalid schema', () => {
    expect(() => assertModelSchema({ type: 'nonsense' })).toThrow(/type/);
  });
});
