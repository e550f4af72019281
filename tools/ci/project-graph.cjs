/**
 * What Nx learns about this workspace from its files, and what it must not run. JavaScript, since Nx
 * loads it for every command.
 */
const { readCachedProjectGraph } = require('@nx/devkit');
const { stageProblems } = require('./src/stages/stage-check.cjs');
const { sandboxProblems } = require('./src/stages/sandbox-check.cjs');

/** The stage that needs no AWS account. */
const SANDBOX = 'sandbox';

/**
 * Gives every app with an OpenAPI document its checks, every CDK app its stages, and the one
 * with a smoke test those of `smoke`.
 */
const createNodesV2 = [
  'apps/*/{openapi.json,cdk.json,src/smoke/main.ts}',
  (files, { stages }) =>
    files.map((file) => {
      const root = file.split('/').slice(0, 2).join('/');
      const targets = TARGETS_OF[file.slice(root.length + 1)](stages);
      return [file, { projects: { [root]: { targets } } }];
    }),
];

/** What each of them runs is in nx.json. */
const TARGETS_OF = {
  'openapi.json': () => ({
    contract: {
      executor: 'nx:run-commands',
      cache: false,
      options: { command: 'node --import tsx tools/ci/src/contract/main.ts {projectRoot}' },
      metadata: { description: 'Fails where the OpenAPI document breaks callers.' },
    },
    'openapi-lint': {
      executor: 'nx:run-commands',
      cache: true,
      inputs: [
        '{projectRoot}/openapi.json',
        '{workspaceRoot}/redocly.yaml',
        { externalDependencies: ['@redocly/cli'] },
      ],
      options: {
        command: 'redocly lint {projectRoot}/openapi.json',
        env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
      metadata: { description: 'Fails where the OpenAPI document breaks a rule of its format.' },
    },
  }),
  'cdk.json': (stages) => {
    const everywhere = configurationsOf(stages);
    const inAws = configurationsOf(stages.filter((stage) => stage !== SANDBOX));
    return {
      ...{ synth: everywhere, deploy: everywhere, destroy: everywhere },
      ...{ diff: inAws, drift: inAws, bootstrap: inAws },
    };
  },
  'src/smoke/main.ts': (stages) => ({
    smoke: configurationsOf(stages.filter((stage) => stage !== SANDBOX)),
  }),
};

const configurationsOf = (stages) => ({
  configurations: Object.fromEntries(stages.map((stage) => [stage, { stage }])),
});

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

/**
 * Tells Nx of packages that an app is built with and does not import, so that `nx affected` knows
 * whom an update of them touches: those that `externalDependencies` names among the inputs of
 * `build` and `synth`.
 */
const USING_PACKAGES = ['build', 'synth'];

/** @see https://nx.dev/docs/extending-nx/project-graph-plugins */
function createDependencies(_options, { projects, externalNodes }) {
  return Object.entries(projects).flatMap(([source, project]) =>
    packagesOf(project)
      .map((name) => `npm:${name}`)
      .filter((target) => target in externalNodes)
      .map((target) => ({
        source,
        target,
        type: 'static',
        sourceFile: `${project.root}/project.json`,
      })),
  );
}

function packagesOf({ targets = {} }) {
  const inputs = USING_PACKAGES.flatMap((name) => targets[name]?.inputs ?? []);
  return [...new Set(inputs.flatMap(({ externalDependencies = [] }) => externalDependencies))];
}

module.exports = {
  name: 'cross-account-ci',
  createNodesV2,
  createDependencies,
  preTasksExecution,
};
