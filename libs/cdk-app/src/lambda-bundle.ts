import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '@cross-account/stages';

const workspaceRoot = path.resolve(__dirname, '../../..');

/** The file that the build writes into each function's folder. */
export const BUNDLE_FILE = 'handler.mjs';

/** The folder under which `nx build <appName>` leaves one folder for each function. */
export function lambdaBundles(appName: string): string {
  return path.join(workspaceRoot, 'dist', 'apps', appName, 'lambdas');
}

/** The same for a library, whose functions every app that imports it deploys. */
export function libraryBundles(libraryName: string): string {
  return path.join(workspaceRoot, 'dist', 'libs', libraryName, 'lambdas');
}

/**
 * Returns the folder of one function's bundle.
 * @throws ConfigurationError when it was not built, with what it is built from, and by which command
 */
export function lambdaBundle(bundlesFolder: string, functionName: string): string {
  const folder = path.join(bundlesFolder, functionName);
  if (existsSync(path.join(folder, BUNDLE_FILE))) return folder;
  const where = path.relative(workspaceRoot, bundlesFolder);
  const built = existsSync(bundlesFolder) ? readdirSync(bundlesFolder).sort() : [];
  const found = built.length > 0 ? `, only for ${built.join(', ')}` : '';
  const project = path.dirname(bundlesFolder);
  const root = path.relative(path.join(workspaceRoot, 'dist'), project);
  throw new ConfigurationError(
    `no bundle for '${functionName}' in ${where}${found}: run 'nx build ${path.basename(project)}', which ` +
      `builds it from ${path.join(root, 'src', 'lambdas', functionName, 'handler.ts')}`,
  );
}
