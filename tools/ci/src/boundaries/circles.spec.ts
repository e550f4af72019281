import { projectGraph } from '../testing/project-graph';
import { circleIn } from './circle';
import { fileImports } from './file-imports';

describe('the projects of the workspace', () => {
  it('have no circular dependencies', () => {
    const { nodes, dependencies } = projectGraph();
    expect(Object.keys(nodes).length).toBeGreaterThan(20);
    expect(circleIn(dependencies)).toBeUndefined();
  });
});

describe('the files of the workspace', () => {
  it('have no circular imports, including types', () => {
    const imports = fileImports();
    expect(Object.values(imports).flat().length).toBeGreaterThan(1_000);
    expect(circleIn(imports)).toBeUndefined();
  });
});

describe('a circular import', () => {
  it.each([
    [{ a: ['b'], b: ['c'], c: ['b'] }, ['b', 'c', 'b']],
    [{ a: ['a'] }, ['a', 'a']],
    [{ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, undefined],
  ])('in %j: %j', (dependencies: Readonly<Record<string, string[]>>, expected) => {
    expect(circleIn(dependencies)).toEqual(expected);
  });
});
