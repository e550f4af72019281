import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '@cross-account/stages';

const workspaceRoot = path.resolve(__dirname, '../../..');

/** The file that the build writes to each function's folder. */
export const BUNDLE_FILE = 'handler.mjs';

/** Returns the folder in which `nx build <appName>` creates one folder for each function. */
export function lambdaBundles(appName: string): string {
  return path.join(workspaceRoot, 'dist', 'apps', appName, 'lambdas');
}

/** Returns that folder for a library, whose functions are deployed by each app that imports it. */
export function libraryBundles(libraryName: string): string {
  return path.join(workspaceRoot, 'dist', 'libs', libraryName, 'lambdas');
}

/**
 * Returns the folder of one function's bundle.
 * @throws ConfigurationError when it was not built, with its source and the command that builds it
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
