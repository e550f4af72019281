/** Reads the stacks as synthesized for the sandbox. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAssembly, type StackArtifact } from '@sandbox/engine';

const root = resolve(__dirname, '../../../..');
const assemblies = join(root, 'dist', 'cdk.out');

/** Returns the names of the apps that are synthesized, such as `consumer-infra`. */
export function synthesizedApps(): readonly string[] {
  const apps = readdirSync(join(root, 'apps'));
  return apps.filter((app) => existsSync(join(root, 'apps', app, 'cdk.json')));
}

/** @throws {Error} when the app is not synthesized */
export function synthesizedStack(app: string): StackArtifact {
  const [stack] = readAssembly(join(assemblies, app, 'sandbox'));
  if (!stack) throw new Error(`${app} is not synthesized: run npx nx synth ${app}`);
  return stack;
}
