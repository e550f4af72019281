// @ts-check
/**
 * Checks the stage of a run of Nx. Nx itself replaces a missing or unknown configuration with the target's
 * default, or none, and runs the tasks that a target depends on in any case.
 */

const request = require('./nx-request.cjs');

/**
 * @typedef {object} Target
 * @property {Readonly<Record<string, unknown>>} [configurations]
 * @property {string} [defaultConfiguration]
 *
 * @typedef {Readonly<Record<string, { readonly data: { readonly targets?: Readonly<Record<string, Target>> } }>>} Projects
 * the nodes of Nx's project graph
 */

/** Options that would make a command act on another stage or app than the target's. */
const CHOOSES = /^(--(stage|app|commands?|cwd)|-[bd-np-z]*a.*)(=|$)/;

/** CDK's context `stage`, in any form: `-c stage=prod`, `--context=stage=prod`, `-cstage=prod`. */
const CONTEXT = /(^|=|^-\w*c)["']?stage=/;

/**
 * Returns the problems of a command line, one line each.
 *
 * @param {readonly string[]} args the arguments of `nx`
 * @param {Projects} projects
 * @returns {readonly string[]}
 */
function stageProblems(args, projects) {
  const { targets, projects: requested, configurations } = request.nxRequest(args);
  const staged = targets.flatMap((target) => stagedTargets(target, requested, projects));
  const unnamed = staged.flatMap((one) => configurationProblems(one, configurations));
  if (unnamed.length > 0) return unnamed;
  const acting = staged.some(({ isActing }) => isActing);
  const chosen = acting ? argumentProblems(args) : [];
  return configurations.length > 1 && staged.length > 0
    ? [`specify one stage at a time, got ${configurations.join(' and ')}`, ...chosen]
    : chosen;
}

/**
 * Returns the problems of arguments for a stage's command: those that select another stage or app.
 *
 * @param {readonly string[]} args
 * @returns {readonly string[]}
 */
function argumentProblems(args) {
  return args
    .flatMap((word) => word.replace(/^--args=/, '').split(/\s+/))
    .filter((word) => CHOOSES.test(word) || CONTEXT.test(word))
    .map((word) => `${word} is not allowed: only -c <stage> selects the stage`);
}

/**
 * Returns the error for a missing or unknown stage of a target.
 *
 * @param {string} task such as `food-service:deploy`
 * @param {string | undefined} stage the requested stage
 * @param {readonly string[]} stages the stages of the target
 */
function noSuchStage(task, stage, stages) {
  const known = `it has ${stages.join(', ')}`;
  return stage === undefined
    ? `${task} needs a stage: add -c <stage>; ${known}`
    : `${task} has no stage '${stage}'; ${known}`;
}

/**
 * Returns all targets with this name that have stages. A pattern of projects counts as all projects, so that
 * a stage must exist in all of them.
 *
 * @param {string} target
 * @param {readonly string[]} requested
 * @param {Projects} projects
 */
function stagedTargets(target, requested, projects) {
  const areNames = requested.length > 0 && requested.every((name) => name in projects);
  return (areNames ? requested : Object.keys(projects)).flatMap((project) => {
    const { configurations = {}, defaultConfiguration } =
      projects[project]?.data.targets?.[target] ?? {};
    const stages = Object.keys(configurations);
    const isActing = defaultConfiguration === undefined;
    return stages.length > 0 ? [{ task: `${project}:${target}`, stages, isActing }] : [];
  });
}

/**
 * @param {{ task: string, stages: readonly string[], isActing: boolean }} staged
 * @param {readonly string[]} named
 */
function configurationProblems({ task, stages, isActing }, named) {
  if (named.length === 0) return isActing ? [noSuchStage(task, undefined, stages)] : [];
  return named
    .filter((name) => !stages.includes(name))
    .map((name) => noSuchStage(task, name, stages));
}

module.exports = { stageProblems, argumentProblems, noSuchStage };
