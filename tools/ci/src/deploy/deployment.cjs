// @ts-check
/**
 * The order of deployments. A service depends on the platform's stack, so the platform is deployed first when
 * both are deployed; but deploying a service must not deploy the platform, too. In Nx's task graph a
 * dependency always runs, so a service's `deploy` depends on the platform's `deploy-first`, which deploys
 * only in a run that includes the platform's `deploy`.
 *
 * This folder is JavaScript, since Nx loads an executor for each task: a compiler would take longer than it.
 */

/** The target that users and CI run. */
const DEPLOY = 'deploy';

/** The target that deploys the platform when its {@link DEPLOY} is part of the run. */
const DEPLOY_FIRST = 'deploy-first';

/**
 * Options of the executors in this folder.
 *
 * @typedef {object} DeployOptions
 * @property {string} [command] a shell command; `{stage}` is replaced with the stage
 * @property {string} [cwd] working directory, relative to the workspace root; by default the root itself
 * @property {string} [stage] such as `dev`. There is no default.
 * @property {string | readonly string[]} [args] arguments of the user's `--args`
 * @property {readonly string[]} [__unparsed__] additional arguments of the user, such as `--force`
 */

/**
 * Runs one command, whose output becomes the task's, as `nx:run-commands` does.
 *
 * @typedef {(options: DeployOptions, context: import('@nx/devkit').ExecutorContext) => Promise<{ success: boolean }>} RunCommand
 */

/**
 * Returns the project that an executor runs for, and its targets.
 *
 * @param {Pick<import('@nx/devkit').ExecutorContext, 'projectName' | 'projectGraph'>} context
 */
function deployedProject({ projectName, projectGraph }) {
  if (projectName === undefined) throw new Error('Nx did not pass the project to deploy');
  const targets = projectGraph.nodes[projectName]?.data.targets ?? {};
  return { name: projectName, targets };
}

module.exports = { DEPLOY, DEPLOY_FIRST, deployedProject };
