// @ts-check
/** Checks, before a run of Nx that deploys to the sandbox, that the sandbox is running. */
const options = require('../../../sandbox/cli/src/options.cjs');
const running = require('../../../sandbox/core/src/running-state.cjs');
const nx = require('./nx-request.cjs');

/** The stage that is deployed to the running sandbox. */
const SANDBOX = 'sandbox';

/**
 * Returns why a run can't deploy to the sandbox or delete stacks there, in one line; an empty list when it
 * can, or when it does neither.
 *
 * @param {readonly string[]} args the arguments of `nx`
 * @param {import('./stage-check.cjs').Projects} projects
 * @param {string} workspaceRoot
 * @returns {readonly string[]}
 */
function sandboxProblems(args, projects, workspaceRoot) {
  const { targets, configurations } = nx.nxRequest(args);
  if (!configurations.includes(SANDBOX)) return [];
  if (!targets.some((target) => isActing(target, projects))) return [];
  try {
    running.runningUrl(options.dataDirOption(dataDirIn(args), workspaceRoot));
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/**
 * Returns whether a target acts on the stage. Such targets have no default stage.
 *
 * @param {string} target
 * @param {import('./stage-check.cjs').Projects} projects
 */
function isActing(target, projects) {
  return Object.values(projects).some(({ data }) => {
    const { configurations = {}, defaultConfiguration } = data.targets?.[target] ?? {};
    return SANDBOX in configurations && defaultConfiguration === undefined;
  });
}

/** @param {readonly string[]} args */
function dataDirIn(args) {
  const words = args.flatMap((word) => word.replace(/^--args=/, '').split(/\s+/));
  const at = words.findLastIndex((word) => /^--data-dir(=|$)/.test(word));
  return words[at] === '--data-dir' ? words[at + 1] : words[at]?.slice('--data-dir='.length);
}

module.exports = { sandboxProblems };
