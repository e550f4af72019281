/**
 * What Lambda's Node.js runtimes bring along: the AWS SDK, which code may therefore leave out of its
 * bundle.
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
    // Functions run by the link: one that is right is not taken away, not even to be made again.
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

/** Where a package of the sandbox itself would find the scope. */
function installedScope(scope: string, from: string): string | undefined {
  const found = join(from, 'node_modules', scope);
  if (existsSync(found)) return found;
  const parent = dirname(from);
  return parent === from ? undefined : installedScope(scope, parent);
}
