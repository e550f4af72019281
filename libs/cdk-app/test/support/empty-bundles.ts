import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUNDLE_FILE } from '../../src/lambda-bundle';

/**
 * A folder of exactly these bundles, empty, so that a stack can be tested without a build. For the
 * same names it is always the same one: nothing piles up, and tests may run at once.
 */
export function emptyBundles(...functionNames: readonly string[]): string {
  const folder = path.join(tmpdir(), 'cross-account-empty-bundles', functionNames.join('+'));
  for (const name of functionNames) {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, BUNDLE_FILE), '');
  }
  return folder;
}
