/** Paths and settings of the tests. */
import { join, resolve } from 'node:path';

export const workspaceRoot = resolve(__dirname, '../../../..');

/** Path of the browser, which `run.mjs` found. */
export const browserPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const pictures = process.env['CONSOLE_PICTURES'];

/** Output folder of screenshots; undefined when none are taken. */
export const picturesFolder = pictures === undefined ? undefined : join(workspaceRoot, pictures);

/** Returns the cloud assembly of an app. */
export function assemblyOf(app: string): string {
  return join(workspaceRoot, 'dist/cdk.out', app, 'sandbox');
}

export const sandboxMain = join(workspaceRoot, 'dist/tools/sandbox/main.cjs');
