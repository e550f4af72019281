import { basename } from 'node:path';
import type { Tree } from '@nx/devkit';

/** Where the client types of every service were. */
const FORMER = 'libs/orders-client/services';

/**
 * Moves the client types of the fork's own services into their apps, where the path mapping
 * `@cross-account/orders-client/services/*` looks for them. The merge has moved those of the template.
 */
export default function clientTypesInApps(tree: Tree): void {
  const sources = `${FORMER}/src`;
  for (const file of tree.children(sources)) {
    const app = `apps/${basename(file, '.ts')}-service`;
    if (!tree.exists(`${app}/project.json`)) continue;
    move(tree, `${sources}/${file}`, `${app}/contract/client-types.ts`);
  }
  if (tree.exists(FORMER) && tree.children(sources).length === 0) tree.delete(FORMER);
}

/** Moves a file, unless there is a newer one already. */
function move(tree: Tree, from: string, to: string): void {
  if (tree.exists(to)) tree.delete(from);
  else tree.rename(from, to);
}
