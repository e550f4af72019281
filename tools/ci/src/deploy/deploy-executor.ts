/** The executor of `deploy`. */
import type { ExecutorContext } from '@nx/devkit';
import { DEPLOY_FIRST, deployedProject } from './deployment';
import type { DeployOptions, RunCommand } from './deployment';
import { runCommand } from './run-command';

/**
 * Deploys an app. An app with a `deploy-first` target was already deployed by it, earlier in the same run: Nx
 * runs that before every `deploy`, and no `deploy` when it failed.
 * @throws Error when no configuration was chosen, or an argument names another stage
 */
export default async function deploy(
  options: DeployOptions,
  context: ExecutorContext,
  run: RunCommand = runCommand,
): Promise<{ success: boolean }> {
  const { name, targets } = deployedProject(context);
  if (targets[DEPLOY_FIRST] !== undefined) {
    console.log(`${name} was deployed by ${name}:${DEPLOY_FIRST} before the other apps.`);
    return { success: true };
  }
  return run(options, context);
}
