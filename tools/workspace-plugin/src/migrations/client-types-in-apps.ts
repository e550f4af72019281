import { basename } from 'node:path';
import type { Tree } from '@nx/devkit';

/** The former folder of the client types of all services. */
const FORMER = 'libs/orders-client/services';

/**
 * Moves the client types of the fork's own services into their apps, where the path mapping
 * `@cross-account/orders-client/services/*` expects them. The merge moves those of the template's services.
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

/** Moves a file, unless the target exists. */
function move(tree: Tree, from: string, to: string): void {
  if (tree.exists(to)) tree.delete(from);
  else tree.rename(from, to);
}
