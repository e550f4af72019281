import { projectGraph } from '../testing/project-graph';
import { circleIn } from './circle';

describe('the projects of the workspace', () => {
  it('depend on each other in no circle', () => {
    const { nodes, dependencies } = projectGraph();
    expect(Object.keys(nodes).length).toBeGreaterThan(20);
    expect(circleIn(dependencies)).toBeUndefined();
  });
});

describe('a circle', () => {
  it.each([
    [{ a: ['b'], b: ['c'], c: ['b'] }, ['b', 'c', 'b']],
    [{ a: ['a'] }, ['a', 'a']],
    [{ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, undefined],
  ])('in %j: %j', (dependencies: Readonly<Record<string, string[]>>, expected) => {
    expect(circleIn(dependencies)).toEqual(expected);
  });
});
