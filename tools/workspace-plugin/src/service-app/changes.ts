/** What somebody has changed in a service since it was generated. */
import type { Tree } from '@nx/devkit';
import { appFiles, offerOf } from './app-files';
import { rowState, rulePriority, sandboxAccount, serviceLists } from './listed-services';
import { appFolderOf } from './service';
import type { Service } from './service';

/** What tools leave behind in an app's folder; nobody wrote it. */
const OUTPUT = new Set(['node_modules', 'coverage', 'cdk.out', 'dist']);

/**
 * The files, and rows in files of others, that are not as they were generated. A menu is what the
 * service says that it is, so another menu or version alone is no change; a file that is gone is none either.
 * @returns paths from the workspace root, for people
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

/** The service as its own files say it is; what they do not say any more comes out as a change. */
function serviceOf(tree: Tree, name: string): Service {
  const offer = offerOf(tree, name) ?? { items: ['unknown'] };
  const account = sandboxAccount(tree, name) ?? 'unknown';
  return { name, ...offer, account, priority: rulePriority(tree, name) ?? Number.NaN };
}

/** Every file below a folder, but for what tools leave there. */
export function filesIn(tree: Tree, folder: string): readonly string[] {
  return tree.children(folder).flatMap((child) => {
    const path = `${folder}/${child}`;
    if (tree.isFile(path)) return [path];
    return OUTPUT.has(child) ? [] : filesIn(tree, path);
  });
}
