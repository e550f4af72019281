// @ts-check
/** The executor of `deploy-first`. */
const deployment = require('./deployment.cjs');
const command = require('./run-command.cjs');

/** @typedef {import('./deployment.cjs').DeployOptions} DeployOptions */

/**
 * Deploys an app with the command of its `deploy` target, if that is part of this run of Nx; otherwise does
 * nothing.
 *
 * @param {DeployOptions} options only additional arguments: the command is that of `deploy`
 * @param {import('@nx/devkit').ExecutorContext} context
 * @param {import('./deployment.cjs').RunCommand} run
 * @throws {Error} when no configuration was chosen, or an argument names another stage
 */
async function deployFirst(options, context, run = command.runCommand) {
  const { name, targets } = deployment.deployedProject(context);
  const task = Object.values(context.taskGraph?.tasks ?? {}).find(
    ({ target }) => target.project === name && target.target === deployment.DEPLOY,
  );
  if (task === undefined) {
    console.log(`${name} is not part of this deployment and was left unchanged.`);
    return { success: true };
  }
  /** @type {{ options?: DeployOptions, configurations?: Readonly<Record<string, DeployOptions>> }} */
  const target = targets[deployment.DEPLOY] ?? {};
  const ofStage = target.configurations?.[task.target.configuration ?? ''];
  const { args, __unparsed__ } = { args: '', __unparsed__: [], ...options };
  return run(
    { ...target.options, ...ofStage, args, __unparsed__ },
    { ...context, targetName: deployment.DEPLOY },
  );
}

module.exports = deployFirst;
