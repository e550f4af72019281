import type { PropertySchema } from './property-schema';
import { schemaViolations } from './schema-violations';

const schema: PropertySchema = {
  type: 'object',
  required: ['Name'],
  properties: {
    Name: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 5 },
    Size: { type: 'integer', minimum: 1, maximum: 9 },
    Days: { type: 'integer', enum: [1, 3] },
    On: { type: 'boolean' },
    Label: { type: 'string', pattern: '^x', message: 'Label must begin with x' },
    List: { type: 'array', minItems: 1, maxItems: 2, uniqueItems: true, items: { type: 'string' } },
    Map: { type: 'object', keyPattern: '^[A-Z]+$', values: { type: 'integer' } },
    Inner: { type: 'object', required: ['A'], properties: { A: {} } },
    Json: {},
    Text: { type: 'string' },
    Letters: { type: 'string', pattern: '^\\p{L}+$' },
    Ratio: { type: 'number', minimum: 0.5, maximum: 1.5 },
    Any: { type: 'array' },
  },
};

const named = (rest: object) => schemaViolations(schema, { Name: 'abc', ...rest });

it.each<[string, unknown, readonly string[]]>([
  ['a missing required property', {}, ['#: required key [Name] not found']],
  ['an unknown property', { Name: 'ab', X: 1 }, ['#: extraneous key [X] is not permitted']],
  ['a value of another type', { Name: ['a'] }, ['#/Name: expected type: String, found: JSONArray']],
  [
    'all violations of a value',
    { Name: 'ABCDEF' },
    [
      '#/Name: expected maxLength: 5, actual: 6',
      '#/Name: failed validation constraint for keyword [pattern] (^[a-z]+$)',
    ],
  ],
])('reports %s', (_name, value, says) => {
  expect(schemaViolations(schema, value)).toEqual(says);
});

it.each<[object, string]>([
  [{ Name: 'a' }, '#/Name: expected minLength: 2, actual: 1'],
  [{ Size: 0 }, '#/Size: failed validation constraint for keyword [minimum] (at least 1)'],
  [{ Size: '10' }, '#/Size: failed validation constraint for keyword [maximum] (at most 9)'],
  [{ Size: 1.5 }, '#/Size: expected type: Integer, found: Number'],
  [{ Size: true }, '#/Size: expected type: Integer, found: Boolean'],
  [{ Size: null }, '#/Size: expected type: Integer, found: Null'],
  [{ Size: ' ' }, '#/Size: expected type: Integer, found: String'],
  [{ Ratio: 'half' }, '#/Ratio: expected type: Number, found: String'],
  [{ Ratio: [1] }, '#/Ratio: expected type: Number, found: JSONArray'],
  [{ Ratio: 1.6 }, '#/Ratio: failed validation constraint for keyword [maximum] (at most 1.5)'],
  [{ Text: {} }, '#/Text: expected type: String, found: JSONObject'],
  [
    { Letters: 'p{L}' },
    '#/Letters: failed validation constraint for keyword [pattern] (^\\p{L}+$)',
  ],
  [{ Size: '' }, '#/Size: expected type: Integer, found: String'],
  [{ Days: 2 }, '#/Days: failed validation constraint for keyword [enum] (1, 3)'],
  [{ On: 'yes' }, '#/On: expected type: Boolean, found: String'],
  [{ List: 'a' }, '#/List: expected type: JSONArray, found: String'],
  [{ List: [] }, '#/List: expected minimum item count: 1, found: 0'],
  [{ List: ['a', 'b', 'c'] }, '#/List: expected maximum item count: 2, found: 3'],
  [{ List: ['a', 'a'] }, '#/List: array items are not unique'],
  [{ List: ['a', {}] }, '#/List/1: expected type: String, found: JSONObject'],
  [{ Map: { a: 1 } }, '#/Map: extraneous key [a] is not permitted'],
  [{ Map: { A: 'x' } }, '#/Map/A: expected type: Integer, found: String'],
  [{ Inner: {} }, '#/Inner: required key [A] not found'],
  [
    { Label: 'y' },
    '#/Label: Label must begin with x [failed validation constraint for keyword [pattern] (^x)]',
  ],
])("has the same message for %j as CloudFormation's library", (rest, says) => {
  expect(named(rest)).toEqual([says]);
});

it.each([
  [{ Size: '9', Days: '3', On: 'True', Json: { any: ['thing'] } }],
  [{ Label: 'x', Size: 5, Days: 1 }],
  [{ On: false, Text: 5, Json: 'text' }],
  [{ On: 'FALSE', Text: true, Json: ['a', null] }],
  [{ Ratio: '0.5', Letters: 'Äpfel', Any: ['a', 'a', { b: 1 }] }],
  [{ Ratio: 1.5 }],
  [{ Name: { Ref: 'Name' }, List: { 'Fn::Split': [',', 'a'] } }],
  [{ List: [{ Ref: 'A' }, { Ref: 'B' }, { Ref: 'C' }], Size: { 'Fn::ImportValue': 'x' } }],
])('accepts %j: CloudFormation converts it, or its value is not known yet', (rest) => {
  expect(named(rest)).toEqual([]);
});

it('accepts values at their limits', () => {
  for (const Name of ['ab', 'abcde']) expect(named({ Name })).toEqual([]);
  for (const Size of [1, 9]) expect(named({ Size })).toEqual([]);
  for (const List of [['a'], ['a', 'b']]) expect(named({ List })).toEqual([]);
});
