/** Finds what was synthesized for the sandbox: one cloud assembly for each app with a stack. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const STAGE = 'sandbox';

/** @throws {Error} naming the app that has not been synthesized yet. */
export function findAssemblies(workspaceRoot: string): readonly string[] {
  return readdirSync(join(workspaceRoot, 'apps'))
    .filter((app) => existsSync(join(workspaceRoot, 'apps', app, 'cdk.json')))
    .map((app) => {
      const folder = join(workspaceRoot, 'dist', 'cdk.out', app, STAGE);
      if (existsSync(join(folder, 'manifest.json'))) return folder;
      throw new Error(`${app} is not synthesized: run npx nx synth ${app} -c ${STAGE}`);
    });
}
