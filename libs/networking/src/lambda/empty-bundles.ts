import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUNDLE_FILE } from './lambda-bundle';

/** A folder of empty bundles, so that a stack can be tested without a build. */
export function emptyBundles(...functionNames: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bundles-'));
  for (const name of functionNames) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, BUNDLE_FILE), '');
  }
  return folder;
}
