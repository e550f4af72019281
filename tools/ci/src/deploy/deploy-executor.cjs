// @ts-check
/** The executor of `deploy`. */
const deployment = require('./deployment.cjs');
const command = require('./run-command.cjs');

/**
 * Deploys an app. An app with a `deploy-first` target was already deployed by it, earlier in the same run: Nx
 * runs that before every `deploy`, and no `deploy` when it failed.
 *
 * @param {import('./deployment.cjs').DeployOptions} options
 * @param {import('@nx/devkit').ExecutorContext} context
 * @param {import('./deployment.cjs').RunCommand} run
 * @throws {Error} when no configuration was chosen, or an argument names another stage
 */
async function deploy(options, context, run = command.runCommand) {
  const { name, targets } = deployment.deployedProject(context);
  if (targets[deployment.DEPLOY_FIRST] !== undefined) {
    console.log(
      `${name} was deployed by ${name}:${deployment.DEPLOY_FIRST} before the other apps.`,
    );
    return { success: true };
  }
  return run(options, context);
}

module.exports = deploy;
