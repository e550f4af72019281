/**
 * `npm run explain` and `npm run logs`: calls the running sandbox without Nx, which would take seconds to
 * determine that there is nothing to build.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './install.mjs';

const main = join(workspaceRoot, 'dist', 'tools', 'sandbox', 'main.cjs');

if (existsSync(main)) {
  await import(main);
} else {
  console.error('error: no sandbox has been built here yet; start one with npm start');
  process.exitCode = 1;
}
