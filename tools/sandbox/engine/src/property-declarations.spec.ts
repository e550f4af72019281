import { z } from 'zod';
import { harmless, PropertyDeclarations, refused, refusedExcept } from './property-declarations';

const declared = () =>
  new PropertyDeclarations(
    z.object({
      Name: z.string(),
      Nested: z
        .object({ Read: z.string(), Deep: z.array(z.object({ Id: z.string() })).default([]) })
        .transform(({ Read }) => Read)
        .optional(),
      Either: z.union([z.object({ A: z.string() }), z.object({ B: z.string() })]).optional(),
      Whole: z.unknown().optional(),
      Map: z.record(z.string(), z.string()).optional(),
      Loose: z.looseObject({ A: z.string() }).optional(),
      Pair: z.tuple([z.object({ Left: z.string() }), z.object({ Right: z.string() })]).optional(),
      Same: z
        .union([
          z.object({ Deep: z.object({ A: z.string() }) }),
          z.object({ Deep: z.object({ B: z.string() }) }),
          z.string(),
        ])
        .nullable()
        .optional(),
      Text: z.union([z.string(), z.number()]).optional(),
      Frozen: z.object({ A: z.string() }).readonly().prefault({ A: '' }),
    }),
    [
      harmless('for people', 'Description', 'Nested.Label'),
      refused('caches are not emulated', 'Cache', 'Nested.Deep.Cache'),
      refusedExcept([false, {}], 'keys are not emulated', 'KeyRequired'),
      refused('customer keys are not emulated', 'Encryption.Key'),
      harmless('nothing is encrypted here', 'Encryption.Enabled'),
      refused('details are not emulated', 'Whole.Detail'),
    ],
  );

let declarations: PropertyDeclarations;
beforeEach(() => {
  declarations = declared();
});

const problems = (properties: object) => declarations.problems(properties).map(({ text }) => text);

it.each([
  ['Name', 'effective'],
  ['Nested.Deep.Id', 'effective'],
  ['Either.A', 'effective'],
  ['Either.B', 'effective'],
  ['Whole.anything', 'effective'],
  ['Whole.Detail', 'refused'],
  ['Loose.anything', 'effective'],
  ['Pair.Left', 'effective'],
  ['Pair.Right', 'effective'],
  ['Same.Deep.A', 'effective'],
  ['Same.Deep.B', 'effective'],
  ['Same.Deep.C', 'undeclared'],
  ['Pair.Other', 'undeclared'],
  ['Frozen.A', 'effective'],
  ['Frozen.B', 'undeclared'],
  ['Nested.Deep.Other', 'undeclared'],
  ['Description', 'harmless'],
  ['Nested.Label', 'harmless'],
  ['Cache.Size', 'refused'],
  ['KeyRequired', 'refused'],
  ['Text.anything', 'effective'],
  ['Encryption', 'group'],
  ['Encryption.Key', 'refused'],
  ['Nested.Other', 'undeclared'],
  ['Other', 'undeclared'],
])('has %s as %s', (path, kind) => {
  expect(declarations.of(path).kind).toBe(kind);
});

it('accepts properties that are implemented or ignored', () => {
  const Nested = { Read: 'a', Label: 'b', Deep: [{ Id: '1' }] };
  const Whole = { Cache: { any: 1 } };
  const properties = { Name: 'a', Nested, Whole, Map: { Cache: 'x' }, Description: 'd' };
  expect(declarations.problems(properties)).toEqual([]);
});

it.each([
  [{ Nested: { 'Fn::If': ['Yes', { Cache: 1 }, { Ref: 'AWS::NoValue' }] } }],
  [{ Nested: { Deep: { Ref: 'Later' } } }],
  [{ Nested: 'text' }],
  [{ Nested: null }],
  [{ Ref: 'Later' }],
])('accepts %j: other checks validate values and their types', (properties) => {
  expect(declarations.problems(properties)).toEqual([]);
});

it('lists the paths that have an effect, and those that are not read', () => {
  const small = new PropertyDeclarations(
    z.object({ A: z.object({ B: z.array(z.object({ C: z.string() })) }), D: z.unknown() }),
    [harmless('for people', 'E', 'A.F'), refused('not emulated', 'G')],
  );
  expect(small.readPaths).toEqual(['A', 'A.B', 'A.B.C', 'D']);
  expect(small.unreadPaths).toEqual(['E', 'A.F', 'G']);
});

it.each<[object, string]>([
  [{ Cache: { Size: 1 } }, 'Cache: caches are not emulated'],
  [{ Nested: { Deep: [{}, { Cache: 1 }] } }, 'Nested.Deep[1].Cache: caches are not emulated'],
  [{ Encryption: { Key: 'k', Enabled: true } }, 'Encryption.Key: customer keys are not emulated'],
  [{ Cache: { Ref: 'Later' } }, 'Cache: caches are not emulated'],
  [{ KeyRequired: true }, 'KeyRequired: keys are not emulated'],
  [{ Nested: { Other: 1 } }, 'Nested.Other: not supported by the sandbox'],
  [{ Either: { C: 1 } }, 'Either.C: not supported by the sandbox'],
  [{ Whole: { Detail: 1 } }, 'Whole.Detail: details are not emulated'],
  [{ Other: { Ref: 'Later' } }, 'Other: not supported by the sandbox'],
  [{ Encryption: { Other: 1 } }, 'Encryption.Other: not supported by the sandbox'],
])('reports %j with the reason', (properties, says) => {
  expect(problems(properties)).toEqual([says]);
});

it('reports the path of a problem, with the indexes of arrays', () => {
  expect(declarations.problems({ Nested: { Deep: [{}, { Cache: 1 }] } })).toEqual([
    {
      path: ['Nested', 'Deep', 1, 'Cache'],
      text: 'Nested.Deep[1].Cache: caches are not emulated',
    },
  ]);
});

it.each([[false], ['false'], [{}]])(
  'accepts %j of an unsupported property: it enables nothing',
  (value) => {
    expect(declarations.problems({ KeyRequired: value })).toEqual([]);
  },
);
