import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { SourceTree } from './source-tree';

const folders = temporaryFolders();

describe('a source tree', () => {
  it('detects changes without events, as when the system has dropped them', () => {
    const root = folders();
    mkdirSync(join(root, 'a/b'), { recursive: true });
    writeFileSync(join(root, 'a/b/one.ts'), '1');
    const nothing = () => undefined;
    const tree = new SourceTree({
      roots: [root],
      isWatched: () => true,
      onEvent: nothing,
      onError: nothing,
    });
    writeFileSync(join(root, 'a/b/one.ts'), '22');
    mkdirSync(join(root, 'a/c'));
    writeFileSync(join(root, 'a/c/two.ts'), '1');
    expect([...tree.changed()].sort()).toEqual([
      join(root, 'a/b/one.ts'),
      join(root, 'a/c/two.ts'),
    ]);
    expect(tree.changed()).toEqual([]);
    tree.stop();
  });

  it('ignores a missing folder until it exists', () => {
    const root = join(folders(), 'later');
    const nothing = () => undefined;
    const tree = new SourceTree({
      roots: [root],
      isWatched: () => true,
      onEvent: nothing,
      onError: nothing,
    });
    expect(tree.changed()).toEqual([]);
    mkdirSync(root);
    writeFileSync(join(root, 'one.ts'), '');
    expect(tree.changed()).toEqual([join(root, 'one.ts')]);
    tree.stop();
  });
});
