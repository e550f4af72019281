/** The real workspace as a tree that is never written to disk, and the output of generators. */
import { join } from 'node:path';
import { logger } from '@nx/devkit';
import type { FileChange, Tree } from '@nx/devkit';
import { OverlayTree } from './overlay-tree';

const root = join(__dirname, '../../../..');

/** Returns this workspace as a tree. Changes stay in memory. */
export function workspace(): Tree {
  return new OverlayTree(root);
}

/** Returns this workspace with the changes of an earlier tree. */
export function workspaceWith(files: readonly FileChange[]): Tree {
  const tree = workspace();
  for (const { path, content } of files) if (content !== null) tree.write(path, content);
  return tree;
}

/** Returns the changed paths of a tree, with the type of the change. */
export function changes(tree: Tree): readonly string[] {
  return tree
    .listChanges()
    .map(({ type, path }) => `${type} ${path}`)
    .sort();
}

/** Returns the text of a file. Throws when it does not exist. */
export function textOf(tree: Tree, path: string): string {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new Error(`${path} is missing`);
  return text;
}

/** Replaces a text in a file, as a user would. */
export function edit(tree: Tree, path: string, from: string, to: string): void {
  const text = textOf(tree, path);
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  tree.write(path, text.replace(from, to));
}

/** Collects the output of generators from now on. */
export function collectOutput(): readonly string[] {
  const lines: string[] = [];
  const collect = (text: unknown) => void lines.push(String(text));
  jest.spyOn(logger, 'info').mockImplementation(collect);
  jest.spyOn(logger, 'warn').mockImplementation(collect);
  return lines;
}
