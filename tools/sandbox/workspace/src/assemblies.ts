/** Finds what was synthesized for the sandbox: one cloud assembly for each app with a stack. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const STAGE = 'sandbox';

/** @throws {Error} when an app has not been synthesized yet */
export function findAssemblies(workspaceRoot: string): readonly string[] {
  return appsIn(workspaceRoot).map((app) => {
    const folder = assemblyOf(app, workspaceRoot);
    if (isSynthesized(folder)) return folder;
    throw new Error(`${app} is not synthesized: run npx nx synth ${app} -c ${STAGE}`);
  });
}

/** Returns the assemblies that were synthesized for deployment to the running sandbox. */
export function assembliesToDeploy(workspaceRoot: string): readonly string[] {
  return appsIn(workspaceRoot)
    .map((app) => join(workspaceRoot, 'dist', 'cdk.deploy', app, STAGE))
    .filter((folder) => isSynthesized(folder));
}

/** Returns the app that a stack belongs to. The stack's name is the app's, followed by the stage's. */
export function appOfStack(stackName: string): string {
  return stackName.replace(new RegExp(`-${STAGE}$`), '');
}

function appsIn(workspaceRoot: string): readonly string[] {
  return readdirSync(join(workspaceRoot, 'apps')).filter((app) =>
    existsSync(join(workspaceRoot, 'apps', app, 'cdk.json')),
  );
}

function assemblyOf(app: string, workspaceRoot: string): string {
  return join(workspaceRoot, 'dist', 'cdk.out', app, STAGE);
}

function isSynthesized(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'));
}
