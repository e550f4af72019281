// @ts-check
/** The executor of every target that acts on one stage, such as `destroy`. */
const command = require('./run-command.cjs');

/**
 * Runs the target's command for the stage of the chosen configuration.
 *
 * @param {import('./deployment.cjs').DeployOptions} options
 * @param {import('@nx/devkit').ExecutorContext} context
 * @param {import('./deployment.cjs').RunCommand} run
 * @throws {Error} when no configuration was chosen, or an argument names another stage
 */
function runForStage(options, context, run = command.runCommand) {
  return run(options, context);
}

module.exports = runForStage;
