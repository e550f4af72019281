import type { Tree } from '@nx/devkit';
import { changes, textOf, workspace } from '../testing/workspace';
import existingOrder from './existing-order';

const LOGIC = 'apps/dessert-service/src/lambdas/cancel-order/logic.ts';
const former = 'const order = outcome.updated ? outcome.order : outcome.standing;\n';

let tree: Tree;

beforeEach(() => {
  tree = workspace();
  tree.write(LOGIC, former);
});

describe('existing-order', () => {
  it('renames the order in the outcome of an update', () => {
    existingOrder(tree);
    expect(textOf(tree, LOGIC)).toBe(former.replace('standing', 'existing'));
  });

  it('does not change other files', () => {
    tree.write('apps/dessert-service/src/lambdas/other.ts', 'outcome.standing;\n');
    tree.write('libs/shop/src/index.ts', former);
    existingOrder(tree);
    expect(textOf(tree, 'apps/dessert-service/src/lambdas/other.ts')).toBe('outcome.standing;\n');
    expect(textOf(tree, 'libs/shop/src/index.ts')).toBe(former);
  });

  it('changes nothing when it is run again', () => {
    existingOrder(tree);
    const before = changes(tree);
    existingOrder(tree);
    expect(changes(tree)).toEqual(before);
  });
});
