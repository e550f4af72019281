import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUNDLE_FILE } from '../../src/lambda-bundle';

/**
 * Returns a folder with exactly these bundles, which are empty, so that a stack can be tested without a
 * build. The same names always return the same folder, so that folders don't accumulate and tests can run in
 * parallel.
 */
export function emptyBundles(...functionNames: readonly string[]): string {
  const folder = path.join(tmpdir(), 'cross-account-empty-bundles', functionNames.join('+'));
  for (const name of functionNames) {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, BUNDLE_FILE), '');
  }
  return folder;
}
