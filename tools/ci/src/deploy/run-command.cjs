// @ts-check
/** Runs the command of a stage. */
const stages = require('../stages/stage-check.cjs');
const deployment = require('./deployment.cjs');
const shell = require('./shell.cjs');

/**
 * Runs the command of a stage, whose name replaces `{stage}`: with the workspace's binaries in the PATH,
 * additional arguments at the end, and its output as the task's. Runs with a wrong stage are stopped earlier
 * (see `project-graph.cjs`); this is a second check.
 *
 * @type {import('./deployment.cjs').RunCommand}
 * @throws {Error} when there is no stage, or an argument or `CDK_APP` names another one
 */
async function runCommand({ command, cwd = '', stage, args = '', __unparsed__ = [] }, context) {
  const { name, targets } = deployment.deployedProject(context);
  const target = context.targetName ?? '';
  if (stage === undefined || command === undefined) {
    const known = Object.keys(targets[target]?.configurations ?? {});
    throw new Error(stages.noSuchStage(`${name}:${target}`, undefined, known));
  }
  const added = [args].flat().filter((one) => one !== '');
  const problems = stages.argumentProblems([...added, ...__unparsed__]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // The CLI prefers it to the app of cdk.json: it may be another stage's assembly.
  if (process.env['CDK_APP'] !== undefined)
    throw new Error('unset the environment variable CDK_APP, which selects another app');
  const words = [command.replaceAll('{stage}', stage), ...added, ...__unparsed__.map(quoted)];
  return { success: await shell.runShell(words.join(' '), { root: context.root, cwd }) };
}

/**
 * Quotes an argument for the shell.
 *
 * @param {string} word
 */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

module.exports = { runCommand };
