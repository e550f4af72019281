/**
 * The modules of Lambda's Node.js runtimes: the AWS SDK, which bundles may therefore omit.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SCOPES = ['@aws-sdk', '@smithy'];

/** Lets code in the folders of this folder import the AWS SDK that is installed with the sandbox. */
export function provideRuntimeModules(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const scope of SCOPES) {
    const installed = installedScope(scope, __dirname);
    if (installed === undefined) continue;
    const link = join(modules, scope);
    // Running functions use the link, so a valid one is not replaced.
    if (leadsTo(link, installed)) continue;
    rmSync(link, { recursive: true, force: true });
    symlinkSync(installed, link, 'junction');
  }
}

function leadsTo(link: string, folder: string): boolean {
  try {
    return lstatSync(link).isSymbolicLink() && realpathSync(link) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** Returns the folder from which packages of the sandbox itself resolve the scope. */
function installedScope(scope: string, from: string): string | undefined {
  const found = join(from, 'node_modules', scope);
  if (existsSync(found)) return found;
  const parent = dirname(from);
  return parent === from ? undefined : installedScope(scope, parent);
}
