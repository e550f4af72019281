/** Paths in the workspace. */
import { resolve } from 'node:path';

export const workspaceRoot = resolve(__dirname, '../../..');

/** Returns the path of the built bundle of a function of the food service, such as `get-order`. */
export function bundleFile(name: string): string {
  return resolve(workspaceRoot, `dist/apps/food-service/lambdas/${name}/handler.mjs`);
}
