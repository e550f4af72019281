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

/**
 * Returns the folder of one function's bundle.
 * @throws ConfigurationError when it was not built, with what to do: build the project, or make the
 * function's handler an entry point of its build
 */
export function lambdaBundle(bundlesFolder: string, functionName: string): string {
  const folder = path.join(bundlesFolder, functionName);
  if (existsSync(path.join(folder, BUNDLE_FILE))) return folder;
  const where = path.relative(workspaceRoot, bundlesFolder);
  throw new ConfigurationError(
    `no bundle for '${functionName}' in ${where}: ${advice(bundlesFolder, functionName)}`,
  );
}

function advice(bundlesFolder: string, functionName: string): string {
  const project = path.dirname(bundlesFolder);
  const build = `run 'nx build ${path.basename(project)}'`;
  const built = existsSync(bundlesFolder) ? readdirSync(bundlesFolder).sort() : [];
  if (built.length === 0) return `${build} first`;
  const root = path.relative(path.join(workspaceRoot, 'dist'), project);
  const handler = path.join(root, 'src', 'lambdas', functionName, 'handler.ts');
  return `the last build made only ${built.join(', ')}. Make ${handler} an entry point of the build in ${path.join(root, 'project.json')}, then ${build}`;
}
