import { stackArtifact } from './testing/stack-artifact';
import { importOrder } from './import-order';

interface Shape {
  readonly exports?: string;
  readonly imports?: string;
  readonly account?: string;
}

function stack(name: string, { exports, imports, account = '111111111111' }: Shape = {}) {
  const Value = imports === undefined ? 'x' : { 'Fn::ImportValue': imports };
  const Export = exports === undefined ? {} : { Export: { Name: exports } };
  const template = { Resources: {}, Outputs: { One: { Value, ...Export } } };
  return { ...stackArtifact(template), name, account };
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

  it('do not wait for an export of the same name in another account', () => {
    const other = stack('b', { exports: 'x', account: '222222222222' });
    expect(names([[stack('a', { imports: 'x' })], [other]])).toEqual([['a'], ['b']]);
  });

  it('are deployed in one sequence, too, if they import from each other', () => {
    const one = [stack('a', { imports: 'b', exports: 'a' })];
    expect(names([one, [stack('b', { imports: 'a', exports: 'b' })]])).toEqual([['b', 'a']]);
  });
});
