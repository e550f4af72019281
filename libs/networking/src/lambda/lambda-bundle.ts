import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../stage/configuration-error';

const workspaceRoot = path.resolve(__dirname, '../../../..');

/** The file that the build writes into each function's folder. */
export const BUNDLE_FILE = 'handler.mjs';

/** The folder under which `nx build <appName>` leaves one folder for each function. */
export function lambdaBundles(appName: string): string {
  return path.join(workspaceRoot, 'dist', 'apps', appName, 'lambdas');
}

/**
 * The folder of one function's bundle.
 * @throws ConfigurationError when it was not built
 */
export function lambdaBundle(bundlesFolder: string, functionName: string): string {
  const folder = path.join(bundlesFolder, functionName);
  if (existsSync(path.join(folder, BUNDLE_FILE))) return folder;
  const appName = path.basename(path.dirname(bundlesFolder));
  throw new ConfigurationError(
    `no bundle for '${functionName}' in ${path.relative(workspaceRoot, folder)}: run 'nx build ${appName}' first`,
  );
}
