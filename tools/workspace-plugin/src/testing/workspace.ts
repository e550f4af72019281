/** The real workspace as a tree that is never written back, and what generators tell. */
import { join } from 'node:path';
import { logger } from '@nx/devkit';
import type { FileChange, Tree } from '@nx/devkit';
import { OverlayTree } from './overlay-tree';

const root = join(__dirname, '../../../..');

/** This workspace. Changes stay in memory. */
export function workspace(): Tree {
  return new OverlayTree(root);
}

/** This workspace with some files changed, as an earlier tree had them. */
export function workspaceWith(files: readonly FileChange[]): Tree {
  const tree = workspace();
  for (const { path, content } of files) if (content !== null) tree.write(path, content);
  return tree;
}

/** The paths that a tree would change, each with how. */
export function changes(tree: Tree): readonly string[] {
  return tree
    .listChanges()
    .map(({ type, path }) => `${type} ${path}`)
    .sort();
}

/** The text of a file that has to be there. */
export function textOf(tree: Tree, path: string): string {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new Error(`${path} is missing`);
  return text;
}

/** Changes a file as a user would. */
export function edit(tree: Tree, path: string, from: string, to: string): void {
  const text = textOf(tree, path);
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  tree.write(path, text.replace(from, to));
}

/** Collects what generators tell from now on. */
export function collectOutput(): readonly string[] {
  const lines: string[] = [];
  const collect = (text: unknown) => void lines.push(String(text));
  jest.spyOn(logger, 'info').mockImplementation(collect);
  jest.spyOn(logger, 'warn').mockImplementation(collect);
  return lines;
}
