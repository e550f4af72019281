import { stackArtifact } from './testing/stack-artifact';
import { importOrder } from './import-order';

interface Shape {
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly account?: string;
  readonly region?: string;
}

function stack(name: string, { exports, imports, ...place }: Shape = {}) {
  const Value = imports === undefined ? 'x' : { 'Fn::ImportValue': imports };
  const Export = exports === undefined ? {} : { Export: { Name: exports } };
  return { ...withValue(name, Value, Export), ...place };
}

function withValue(name: string, Value: unknown, rest: object = {}) {
  return { ...stackArtifact({ Resources: {}, Outputs: { One: { Value, ...rest } } }), name };
}

const names = (assemblies: Parameters<typeof importOrder>[0]) =>
  importOrder(assemblies).map((sequence) => sequence.map(({ name }) => name));

describe('several assemblies', () => {
  it('are deployed in parallel without imports between them', () => {
    const app = [stack('a1', { exports: 'a' }), stack('a2', { imports: 'a' })];
    expect(names([app, [stack('b')]])).toEqual([['a1', 'a2'], ['b']]);
  });

  it('are deployed in one sequence, the export and earlier stacks of its app first', () => {
    const importing = [stack('a1', { imports: 'b' }), stack('a2')];
    const exporting = [stack('b1'), stack('b2', { exports: 'b' }), stack('b3')];
    expect(names([importing, exporting])).toEqual([['b1', 'b2', 'a1', 'a2', 'b3']]);
  });

  it.each([{ account: '333333333333' }, { region: 'us-east-1' }])(
    'do not wait for an export of the same name in another place: %j',
    (place) => {
      const other = stack('b', { exports: 'x', ...place });
      expect(names([[stack('a', { imports: 'x' })], [other]])).toEqual([['a'], ['b']]);
    },
  );

  it('wait for exports anywhere in a value, also next to values that are null', () => {
    const Value = { a: null, b: ['x', { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'b' }]] }] };
    expect(names([[withValue('a', Value)], [stack('b', { exports: 'b' })]])).toEqual([['b', 'a']]);
  });

  it('do not wait for an export whose name is the value of something else', () => {
    const other = stack('b', { exports: 'x' });
    expect(names([[withValue('a', { Name: 'x' })], [other]])).toEqual([['a'], ['b']]);
    expect(names([[withValue('a', 'x')], [other]])).toEqual([['a'], ['b']]);
  });

  it('do not wait for an import whose name is a function', () => {
    const name = { 'Fn::Sub': '${AWS::Region}-x' };
    const other = stack('b', { exports: { ...name } });
    expect(names([[stack('a', { imports: name })], [other]])).toEqual([['a'], ['b']]);
  });

  it('are deployed in one sequence, too, if they import from each other', () => {
    const one = [stack('a', { imports: 'b', exports: 'a' })];
    expect(names([one, [stack('b', { imports: 'a', exports: 'b' })]])).toEqual([['b', 'a']]);
  });
});
