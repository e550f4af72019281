/** Finds changes of a service since it was generated. */
import type { Tree } from '@nx/devkit';
import { appFiles, offerOf } from './app-files';
import { rowState, rulePriority, sandboxAccount, serviceLists } from './listed-services';
import { appFolderOf } from './service';
import type { Service } from './service';

/** Folders with output of tools. */
const OUTPUT = new Set(['node_modules', 'coverage', 'cdk.out', 'dist']);

/**
 * Returns the files of a service, and its rows in other files, that differ from the generated ones. Another
 * menu or version is not a change, nor is a deleted file.
 *
 * @returns paths relative to the workspace root, for messages
 */
export async function changesOf(tree: Tree, name: string): Promise<readonly string[]> {
  const service = serviceOf(tree, name);
  const generated = await appFiles(tree, service);
  const files = filesIn(tree, appFolderOf(name)).filter(
    (path) => tree.read(path, 'utf8') !== generated.get(path),
  );
  const rows: string[] = [];
  for (const list of serviceLists) {
    const state = await rowState(tree, list, service);
    if (state === 'changed') rows.push(`${list.path} (its row of ${name})`);
  }
  return [...files, ...rows];
}

/** Returns the service as declared in its files; values that they no longer declare appear as changes. */
function serviceOf(tree: Tree, name: string): Service {
  const offer = offerOf(tree, name) ?? { items: ['unknown'] };
  const account = sandboxAccount(tree, name) ?? 'unknown';
  return { name, ...offer, account, priority: rulePriority(tree, name) ?? Number.NaN };
}

/** Returns all files below a folder, except for output of tools. */
export function filesIn(tree: Tree, folder: string): readonly string[] {
  return tree.children(folder).flatMap((child) => {
    const path = `${folder}/${child}`;
    if (tree.isFile(path)) return [path];
    return OUTPUT.has(child) ? [] : filesIn(tree, path);
  });
}
