import { visitNotIgnoredFiles } from '@nx/devkit';
import type { Tree } from '@nx/devkit';

/** Sources and tests of services. */
const SOURCE = /^apps\/[^/]+-service\/(src|test)\/.*\.ts$/;

/**
 * Renames `standing` to `existing` where services use the outcome of an update: the order that did not meet
 * its conditions.
 */
export default function existingOrder(tree: Tree): void {
  visitNotIgnoredFiles(tree, 'apps', (file) => {
    if (!SOURCE.test(file)) return;
    const source = tree.read(file, 'utf8') ?? '';
    if (!source.includes('.updated')) return;
    const renamed = source.replace(/\boutcome\.standing\b/g, 'outcome.existing');
    if (renamed !== source) tree.write(file, renamed);
  });
}
