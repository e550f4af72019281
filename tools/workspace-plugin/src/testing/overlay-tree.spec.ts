import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OverlayTree } from './overlay-tree';

const root = mkdtempSync(join(tmpdir(), 'tree-'));
let tree: OverlayTree;

beforeAll(() => {
  mkdirSync(join(root, 'apps/food'), { recursive: true });
  writeFileSync(join(root, 'apps/food/a.txt'), 'a');
  writeFileSync(join(root, 'apps/food/b.txt'), 'b');
});
beforeEach(() => {
  tree = new OverlayTree(root);
});
afterAll(() => rmSync(root, { recursive: true }));

const changes = () => tree.listChanges().map(({ type, path }) => `${type} ${path}`);

describe('a tree over a folder', () => {
  it("has the folder's files", () => {
    expect(tree.children('apps')).toEqual(['food']);
    expect(tree.children('.')).toEqual(['apps']);
    expect(tree.read('apps/food/a.txt', 'utf8')).toBe('a');
    expect([tree.exists('apps'), tree.isFile('apps'), tree.exists('libs')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('lists new, changed and deleted files, and does not change the folder', () => {
    tree.write('apps/food/a.txt', 'other');
    tree.write('/libs/menu/c.txt', 'c');
    tree.delete('apps/food/b.txt');
    expect(changes()).toEqual([
      'UPDATE apps/food/a.txt',
      'CREATE libs/menu/c.txt',
      'DELETE apps/food/b.txt',
    ]);
    expect(tree.children('libs')).toEqual(['menu']);
    expect(tree.children('apps/food')).toEqual(['a.txt']);
    expect(readFileSync(join(root, 'apps/food/a.txt'), 'utf8')).toBe('a');
  });

  it('has no change if a file is restored', () => {
    tree.delete('apps');
    expect(tree.exists('apps')).toBe(false);
    tree.write('apps/food/a.txt', 'a');
    tree.rename('apps/food/a.txt', 'apps/food/b.txt');
    tree.write('apps/food/a.txt', 'a');
    tree.write('apps/food/b.txt', 'b');
    tree.write('new.txt', '');
    tree.delete('new.txt');
    expect(changes()).toEqual([]);
  });
});
