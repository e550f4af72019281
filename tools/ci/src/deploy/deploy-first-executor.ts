/** The executor of `deploy-first`. */
import type { ExecutorContext } from '@nx/devkit';
import { DEPLOY, deployedProject, deployTarget } from './deployment';
import type { DeployOptions, RunCommand } from './deployment';
import { runCommand } from './run-command';

/**
 * Deploys an app with the command of its `deploy` target, if that is part of this run of Nx; otherwise does
 * nothing.
 *
 * @param options only additional arguments: the command is that of `deploy`
 * @throws Error when no configuration was chosen, or an argument names another stage
 */
export default async function deployFirst(
  options: DeployOptions,
  context: ExecutorContext,
  run: RunCommand = runCommand,
): Promise<{ success: boolean }> {
  const { name, targets } = deployedProject(context);
  const task = Object.values(context.taskGraph?.tasks ?? {}).find(
    ({ target }) => target.project === name && target.target === DEPLOY,
  );
  if (task === undefined) {
    console.log(`${name} is not part of this deployment and was left unchanged.`);
    return { success: true };
  }
  const { configuration } = task.target;
  const target = deployTarget.parse(targets[DEPLOY] ?? {});
  const ofStage = target.configurations?.[configuration ?? ''];
  const { args, __unparsed__ } = { args: '', __unparsed__: [], ...options };
  return run(
    { ...target.options, ...ofStage, args, __unparsed__ },
    { ...context, targetName: DEPLOY },
  );
}
