import { z } from 'zod';
import { harmless, PropertyDeclarations, refused, refusedExcept } from './property-declarations';

const declarations = new PropertyDeclarations(
  z.object({
    Name: z.string(),
    Nested: z
      .object({ Read: z.string(), Deep: z.array(z.object({ Id: z.string() })).default([]) })
      .transform(({ Read }) => Read)
      .optional(),
    Either: z.union([z.object({ A: z.string() }), z.object({ B: z.string() })]).optional(),
    Whole: z.unknown().optional(),
    Map: z.record(z.string(), z.string()).optional(),
  }),
  [
    harmless('for people', 'Description', 'Nested.Label'),
    refused('caches are not emulated', 'Cache', 'Nested.Deep.Cache'),
    refusedExcept([false, {}], 'keys are not emulated', 'KeyRequired'),
    refused('customer keys are not emulated', 'Encryption.Key'),
    harmless('nothing is encrypted here', 'Encryption.Enabled'),
  ],
);

const problems = (properties: object) => declarations.problems(properties).map(({ text }) => text);

it.each([
  ['Name', 'effective'],
  ['Nested.Deep.Id', 'effective'],
  ['Either.A', 'effective'],
  ['Either.B', 'effective'],
  ['Whole.anything', 'effective'],
  ['Description', 'harmless'],
  ['Nested.Label', 'harmless'],
  ['Cache.Size', 'refused'],
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
  expect(problems({ Name: 'a', Nested, Whole, Map: { Cache: 'x' }, Description: 'd' })).toEqual([]);
});

it.each<[object, string]>([
  [{ Cache: { Size: 1 } }, 'Cache: caches are not emulated'],
  [{ Nested: { Deep: [{}, { Cache: 1 }] } }, 'Nested.Deep[1].Cache: caches are not emulated'],
  [{ Encryption: { Key: 'k', Enabled: true } }, 'Encryption.Key: customer keys are not emulated'],
  [{ Cache: { Ref: 'Later' } }, 'Cache: caches are not emulated'],
  [{ KeyRequired: true }, 'KeyRequired: keys are not emulated'],
  [{ Nested: { Other: 1 } }, 'Nested.Other: not supported by the sandbox'],
  [{ Either: { C: 1 } }, 'Either.C: not supported by the sandbox'],
  [{ Encryption: { Other: 1 } }, 'Encryption.Other: not supported by the sandbox'],
])('reports %j with the reason', (properties, says) => {
  expect(problems(properties)).toEqual([says]);
});

it.each([[false], ['false'], [{}]])(
  'accepts %j of an unsupported property: it enables nothing',
  (value) => {
    expect(problems({ KeyRequired: value })).toEqual([]);
  },
);
