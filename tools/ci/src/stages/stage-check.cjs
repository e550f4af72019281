// @ts-check
/**
 * Holds a run of Nx to the stage that was named. Nx itself replaces a configuration that is missing or
 * unknown with the target's default, or with none, and runs the tasks before it in any case.
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

/** Options by which a command would act on another stage or app than the target's own. */
const CHOOSES = /^(--(stage|app|commands?|cwd)|-[bd-np-z]*a.*)(=|$)/;

/** CDK's context `stage`, however it is handed over: `-c stage=prod`, `--context=stage=prod`, `-cstage=prod`. */
const CONTEXT = /(^|=|^-\w*c)["']?stage=/;

/**
 * Returns what a command line must not run, one line for each problem; none where nothing is wrong.
 *
 * @param {readonly string[]} args the words after `nx`
 * @param {Projects} projects
 * @returns {readonly string[]}
 */
function stageProblems(args, projects) {
  const { targets, projects: asked, configurations } = request.nxRequest(args);
  const staged = targets.flatMap((target) => stagedTargets(target, asked, projects));
  const unnamed = staged.flatMap((one) => configurationProblems(one, configurations));
  if (unnamed.length > 0) return unnamed;
  const acting = staged.some(({ isActing }) => isActing);
  const chosen = acting ? argumentProblems(args) : [];
  return configurations.length > 1 && staged.length > 0
    ? [`specify one stage at a time, got ${configurations.join(' and ')}`, ...chosen]
    : chosen;
}

/**
 * Returns what is wrong with arguments for a stage's command: those that choose another stage or app.
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
 * Returns the words for a target that runs for no stage.
 *
 * @param {string} task such as `food-service:deploy`
 * @param {string | undefined} named the stage that was asked for
 * @param {readonly string[]} stages those that the target has
 */
function noSuchStage(task, named, stages) {
  const known = `it has ${stages.join(', ')}`;
  return named === undefined
    ? `${task} needs a stage: add -c <stage>; ${known}`
    : `${task} has no stage '${named}'; ${known}`;
}

/**
 * Every target of this name that has stages. A pattern of projects counts as all of them: a stage that
 * one of them lacks is refused whole.
 *
 * @param {string} target
 * @param {readonly string[]} asked
 * @param {Projects} projects
 */
function stagedTargets(target, asked, projects) {
  const areNames = asked.length > 0 && asked.every((name) => name in projects);
  return (areNames ? asked : Object.keys(projects)).flatMap((project) => {
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
