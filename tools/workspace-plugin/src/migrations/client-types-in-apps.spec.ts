import type { Tree } from '@nx/devkit';
import { changes, textOf, workspace } from '../testing/workspace';
import clientTypesInApps from './client-types-in-apps';

const FORMER = 'libs/orders-client/services/src';
const TYPES = 'export interface paths {}\n';

let tree: Tree;

/** Creates a service of a fork, with its client types at their former path. */
beforeEach(() => {
  tree = workspace();
  tree.write('apps/dessert-service/project.json', '{}');
  tree.write(`${FORMER}/dessert.ts`, TYPES);
});

describe('client-types-in-apps', () => {
  it('moves the client types of a service into its app', () => {
    clientTypesInApps(tree);
    expect(textOf(tree, 'apps/dessert-service/contract/client-types.ts')).toBe(TYPES);
    expect(tree.exists('libs/orders-client/services')).toBe(false);
  });

  it('keeps types that already exist in the app', () => {
    tree.write('apps/dessert-service/contract/client-types.ts', '// newer\n');
    clientTypesInApps(tree);
    expect(textOf(tree, 'apps/dessert-service/contract/client-types.ts')).toBe('// newer\n');
    expect(tree.exists(`${FORMER}/dessert.ts`)).toBe(false);
  });

  it('does not change files that do not belong to an app', () => {
    tree.write(`${FORMER}/notes.md`, 'ours');
    clientTypesInApps(tree);
    expect(textOf(tree, `${FORMER}/notes.md`)).toBe('ours');
  });

  it('changes nothing when it is run again', () => {
    clientTypesInApps(tree);
    const before = changes(tree);
    clientTypesInApps(tree);
    expect(changes(tree)).toEqual(before);
  });
});
