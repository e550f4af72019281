/**
 * What Nx learns about this workspace from its files, and what it must not run. JavaScript, since Nx
 * loads it for every command.
 */
const { readCachedProjectGraph } = require('@nx/devkit');
const { stageProblems } = require('./src/stages/stage-check.cjs');
const { stagesIn } = require('./src/stages/stage-list.cjs');
const { sandboxProblems } = require('./src/stages/sandbox-check.cjs');
const { checkDependencies, packageDependencies } = require('./src/targets/dependencies.cjs');
const { FILES, projectsOf } = require('./src/targets/projects.cjs');
const { targetsOf } = require('./src/targets/targets.cjs');

/**
 * Every project gets the targets that its files show, and those of the projects that check it.
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
 * Stops a run before its first task where a stage is missing or unknown, or where no sandbox runs to
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
  const told = new Error(['Nothing was run.', problem, ...more].join('\n'));
  // Without a stack Nx shows the lines alone.
  throw Object.assign(told, { stack: '' });
}

module.exports = {
  name: 'cross-account-ci',
  createNodesV2,
  createDependencies,
  preTasksExecution,
};
