/** Generates values for a schema: valid ones, and ones that violate each of its keywords. */
import fc from 'fast-check';
import type { Schema } from './document';

/** Text that is prone to errors: spaces, control characters, combining marks, surrogate pairs and lone surrogates. */
const oddText = fc.constantFrom(
  ...[
    '',
    ' ',
    '\t\n',
    '\u00a0\u3000',
    '\u2028',
    '\ufeff',
    '\u0000',
    '\u001b[31m',
    '\u007f',
    '\u0085',
  ],
  ...[
    '\ud800',
    '\udc00',
    'a\udbff',
    '\udbff\udbff\udc00',
    '\ufffd',
    '\ufffe',
    '\u{10ffff}',
    '👩‍🚀',
    '🍕',
  ],
  ...[
    'e\u0301',
    '\u202e',
    '__proto__',
    'constructor',
    'null',
    '$context.requestId',
    '${7*7}',
    '<b>&"\'',
  ],
  ...['🍕'.repeat(199), '🍕'.repeat(200), '🍕'.repeat(201), 'é'.repeat(200), 'e\u0301'.repeat(100)],
  ...[
    `${' '.repeat(300)}a`,
    ` ${'a'.repeat(200)} `,
    ` ${'a'.repeat(201)} `,
    `a${' '.repeat(199)}b`,
  ],
);

const text = fc.oneof(
  oddText,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
  fc.tuple(oddText, oddText).map(([one, other]) => one + other),
);

const otherKinds = fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, [], {}, ['x'], { x: 1 });

/** Returns arbitrary values: valid, almost valid, or of another type. */
export function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema['type'] === 'object') return objectOf(schema);
  return fc.oneof(
    { weight: 6, arbitrary: plainOf(schema) },
    { weight: 2, arbitrary: text },
    { weight: 1, arbitrary: otherKinds },
  );
}

/** Returns such values as text, for a parameter. */
export function textOf(schema: Schema): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: plainOf(schema).map(String) },
    { weight: 1, arbitrary: text },
  );
}

function plainOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, format, pattern } = schema;
  const values = Array.isArray(schema['enum']) ? (schema['enum'] as readonly unknown[]) : [];
  if (values.length > 0) return fc.oneof(fc.constantFrom(...values), nearTo(values.map(String)));
  if (type === 'integer') return integerOf(schema);
  if (format === 'date') return date;
  if (typeof pattern !== 'string') return text;
  const matching = fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.oneof(
    { weight: 3, arbitrary: matching },
    { weight: 1, arbitrary: matching.chain((one) => nearTo([one])) },
  );
}

/** Returns values with one small change. */
function nearTo(values: readonly string[]): fc.Arbitrary<string> {
  const change = fc.constantFrom<(value: string) => string>(
    (value) => value.toUpperCase(),
    (value) => ` ${value} `,
    (value) => value.slice(1),
    (value) => value + value,
    (value) => `${value}\n`,
    (value) => `${value}\u0000`,
    (value) => value.repeat(40),
  );
  return fc.tuple(fc.constantFrom(...values), change).map(([value, apply]) => apply(value));
}

function integerOf({ minimum = 0, maximum = 100 }: Schema): fc.Arbitrary<unknown> {
  const [low, high] = [Number(minimum), Number(maximum)];
  return fc.oneof(
    fc.integer({ min: low, max: high }),
    fc.constantFrom<unknown>(low, high, low - 1, high + 1, -high, 1.5, 1e21),
    fc.constantFrom(
      '',
      '05',
      '+5',
      '5.0',
      '5e0',
      '0x5',
      '٣',
      ' 5',
      '5 ',
      'five',
      'NaN',
      'Infinity',
    ),
  );
}

const date = fc.oneof(
  fc
    .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  fc.constantFrom(
    '2026-02-29',
    '2024-02-29',
    '1900-02-29',
    '2000-02-29',
    '2026-04-31',
    '0000-01-01',
  ),
  fc.constantFrom('2026-13-01', '2026-00-01', '2026-01-00', '26-01-01', '2026-1-1', '2026-01-01Z'),
);

interface ObjectSchema extends Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Returns objects whose properties are mostly valid and complete, sometimes with additional ones. */
function objectOf({ properties = {} }: ObjectSchema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)]),
  );
  const surplus = fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.dictionary(
        fc.oneof(
          fc.constantFrom('__proto__', 'constructor', 'toString', 'orderId', ''),
          fc.constantFrom(...Object.keys(properties)).map((name) => name.toUpperCase()),
          text,
        ),
        otherKinds,
        { maxKeys: 2, noNullPrototype: true },
      ),
    },
  );
  const own = fc.oneof(
    { weight: 8, arbitrary: fc.record(fields) },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
  );
  return fc.oneof(
    { weight: 20, arbitrary: fc.tuple(own, surplus).map(([one, more]) => merged(one, more)) },
    { weight: 1, arbitrary: otherKinds },
  );
}

/** Own properties only: an assignment to `__proto__` would set the prototype. */
function merged(one: object, more: object): object {
  return Object.fromEntries([...Object.entries(one), ...Object.entries(more)]);
}
