/**
 * Nx plugin that infers projects and targets from files, and stops invalid runs. JavaScript, since Nx loads
 * it for every command.
 */
const { readCachedProjectGraph } = require('@nx/devkit');
const { stageProblems } = require('./src/stages/stage-check.cjs');
const { stagesIn } = require('./src/stages/stage-list.cjs');
const { sandboxProblems } = require('./src/stages/sandbox-check.cjs');
const { checkDependencies, packageDependencies } = require('./src/targets/dependencies.cjs');
const { FILES, projectsOf } = require('./src/targets/projects.cjs');
const { targetsOf } = require('./src/targets/targets.cjs');

/**
 * Infers the targets of each project from its files and from the projects that check it.
 * @see https://nx.dev/docs/extending-nx/project-graph-plugins
 */
const createNodesV2 = [
  FILES,
  (files, _options, { workspaceRoot }) => {
    const stages = stagesIn(workspaceRoot);
    return projectsOf(files, workspaceRoot).map((project) => {
      const { anchor, root, name, tags } = project;
      return [
        anchor,
        { projects: { [root]: { name, tags, targets: targetsOf(project, stages) } } },
      ];
    });
  },
];

/** @see https://nx.dev/docs/extending-nx/project-graph-plugins */
function createDependencies(_options, { projects, externalNodes }) {
  return [...packageDependencies(projects, externalNodes), ...checkDependencies(projects)];
}

/**
 * Stops a run before its first task when a stage is missing or unknown, or when no sandbox is running to
 * deploy to.
 * @throws Error with one line for each problem
 * @see https://nx.dev/docs/extending-nx/task-running-lifecycle
 */
function preTasksExecution(_options, { argv, workspaceRoot }) {
  const args = argv.slice(2);
  const { nodes } = readCachedProjectGraph();
  const [problem, ...more] = [
    ...stageProblems(args, nodes),
    ...sandboxProblems(args, nodes, workspaceRoot),
  ];
  if (problem === undefined) return;
  const error = new Error(['Nothing was run.', problem, ...more].join('\n'));
  // Without a stack trace, Nx shows only the message.
  throw Object.assign(error, { stack: '' });
}

module.exports = {
  name: 'cross-account-ci',
  createNodesV2,
  createDependencies,
  preTasksExecution,
};
