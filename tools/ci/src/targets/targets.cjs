// @ts-check
/**
 * Infers the targets of a project from its files. The commands of `build`, `typecheck` and the CDK targets
 * are in `nx.json`, once for all projects.
 */
const workspace = require('./projects.cjs');

/**
 * @typedef {import('./projects.cjs').Project} Project
 * @typedef {import('@nx/devkit').TargetConfiguration} Target
 * @typedef {(project: Project, stages: readonly string[]) => Record<string, Target>} Targets
 */

/** The stage that needs no AWS account. */
const SANDBOX = 'sandbox';

/** Nx would append options that the command does not interpolate. */
const SYNTH =
  'cdk synth --quiet -c stage={args.stage} --output ../../dist/cdk.out/{projectName}/{args.stage}';

/** Runs a command with a temporary sandbox that contains only the platform. */
const ALONE = `node ../../dist/tools/sandbox/main.cjs exec --app ../../dist/cdk.out/consumer-infra/${SANDBOX} --`;

/** The handler of a Lambda function, which is bundled. */
const HANDLER = /^src\/lambdas\/[^/]+\/handler\.ts$/;

/** Documents that tests compare stacks with. */
const DOCUMENTS = '{workspaceRoot}/docs/{policies,runbooks}/*';

/**
 * Returns the targets of a project, including those of the projects that check it. A nested project, such as
 * a part of a library, is checked together with its parent.
 *
 * @type {Targets}
 */
function targetsOf(project, stages) {
  const own = RULES.map((rule) => rule(project, stages));
  const run = checksOf(project).map((one) => runCheck(one, targetsOf(one, stages)));
  return Object.assign({}, ...own, ...run);
}

/**
 * @param {Project} project
 * @returns {readonly Project[]}
 */
function checksOf({ root, checks, parent }) {
  const isCheck = workspace.CHECKS.test(root);
  return checks.length > 0 || isCheck || parent === undefined ? checks : checksOf(parent);
}

/** @type {readonly Targets[]} */
const RULES = [
  (project) => (has(project, 'tsconfig.json') ? { typecheck: {} } : {}),
  buildTargets,
  cdkTargets,
  synthTargets,
  deployFirstTargets,
  smokeTargets,
  lintTargets,
  testTargets,
  mutationTargets,
  contractTargets,
];

/** @type {Targets} */
function buildTargets({ root, files }) {
  const [main, ...more] = files.filter((file) => HANDLER.test(file));
  if (main === undefined) return {};
  const additionalEntryPoints = more.map((file) => `${root}/${file}`);
  return { build: { options: { main: `${root}/${main}`, additionalEntryPoints } } };
}

/** @type {Targets} */
function cdkTargets(project, stages) {
  if (!has(project, 'cdk.json')) return {};
  const everywhere = configurationsOf(stages);
  const inAws = configurationsOf(stages.filter((stage) => stage !== SANDBOX));
  return {
    ...{ deploy: everywhere, destroy: everywhere },
    ...{ diff: inAws, drift: inAws, bootstrap: inAws },
    // A service's template contains the platform's endpoint ID, which may change without a change of the
    // service.
    ...(isPlatform(project) ? {} : { 'follow-endpoint': inAws }),
  };
}

/**
 * A service's `synth` may come from the cache, so it reads the platform's secret from a temporary sandbox
 * that contains only the platform: its result depends only on the platform's template, not on a running
 * sandbox. `synth-uncached` reads from the sandbox that environment variables specify.
 *
 * @type {Targets}
 */
function synthTargets(project, stages) {
  if (!has(project, 'cdk.json')) return {};
  const { configurations } = configurationsOf(stages);
  const dependsOn = ['build', '^build'];
  const anew = {
    executor: 'nx:run-commands',
    cache: false,
    dependsOn,
    options: {
      cwd: '{projectRoot}',
      // The app of cdk.json alone: the CDK CLI takes as long again to start.
      command: 'node --import tsx src/main.ts',
      env: {
        CDK_APP_MODE: 'process',
        CDK_OUTDIR: `../../dist/cdk.deploy/${project.name}/${SANDBOX}`,
        CDK_CONTEXT_JSON: JSON.stringify({ stage: SANDBOX }),
      },
    },
    metadata: { description: 'Synthesizes with the secrets of the running sandbox.' },
  };
  if (isPlatform(project)) return { synth: { configurations, dependsOn }, 'synth-uncached': anew };
  const alone = { stage: SANDBOX, command: `${ALONE} ${SYNTH}` };
  const before = [
    { projects: ['sandbox'], target: 'build' },
    { projects: ['tag:tier:platform'], target: 'synth' },
  ];
  return {
    synth: {
      configurations: { ...configurations, [SANDBOX]: alone },
      dependsOn: [...dependsOn, ...before],
    },
    'synth-uncached': anew,
  };
}

/** @param {Project} project */
function isPlatform({ tags }) {
  return tags.includes('tier:platform');
}

/** @type {Targets} */
function deployFirstTargets(project) {
  if (!has(project, 'cdk.json') || !isPlatform(project)) return {};
  return {
    'deploy-first': {
      executor: './tools/ci/src/deploy:deploy-first',
      cache: false,
      dependsOn: ['build', '^build'],
      metadata: { description: 'Deploys the platform before the apps that depend on it.' },
    },
  };
}

/** @type {Targets} */
function smokeTargets(project, stages) {
  if (!has(project, 'src/smoke/main.ts')) return {};
  return { smoke: configurationsOf(stages.filter((stage) => stage !== SANDBOX)) };
}

/**
 * Lint rules are inputs, and for `nx affected` a change of an input is a change of the project. So deployed
 * projects are linted by their test projects.
 *
 * @type {Targets}
 */
function lintTargets(project) {
  if (has(project, 'openapi.json') || checksOf(project).some(isTested)) return {};
  const cwd = project.parent?.root;
  return { lint: { inputs: ['lint', '^default'], ...(cwd && { options: { cwd } }) } };
}

/** @type {Targets} */
function testTargets(project) {
  if (!isTested(project)) return {};
  const inputs = ['tests', '^production'];
  const { parent } = project;
  if (parent === undefined) return { test: { inputs } };
  if (!has(parent, 'cdk.json')) {
    return { test: { inputs: [...inputs, DOCUMENTS], dependsOn: ['^build'] } };
  }
  // Stacks are tested with the bundles of their functions, but without the secrets that their synthesis
  // reads.
  const outputs = [
    { dependentTasksOutputFiles: 'dist/{apps,libs}/**/*', transitive: true },
    { dependentTasksOutputFiles: `dist/cdk.out/${parent.name}/**/*` },
  ];
  return {
    test: {
      inputs: ['testFiles', '^production', ...outputs, DOCUMENTS],
      dependsOn: [{ projects: [parent.name], target: 'synth' }],
    },
  };
}

/** @type {Targets} */
function mutationTargets(project) {
  if (!has(project, 'stryker.config.mjs')) return {};
  const { name } = project.parent ?? project;
  return {
    mutate: {
      executor: 'nx:run-commands',
      cache: true,
      inputs: [
        'tests',
        '^production',
        '{workspaceRoot}/tools/mutation/preset.mjs',
        { externalDependencies: ['@stryker-mutator/core', '@stryker-mutator/jest-runner'] },
      ],
      outputs: [`{workspaceRoot}/dist/mutation/${name}.html`],
      options: { command: 'stryker run {projectRoot}/stryker.config.mjs' },
      metadata: {
        description:
          'Fails if the tests do not detect the mistakes that Stryker puts into the code.',
      },
    },
  };
}

/** @type {Targets} */
function contractTargets(project) {
  if (project.parent === undefined || !has(project, 'openapi.json')) return {};
  return {
    openapi: {
      executor: 'nx:run-commands',
      cache: false,
      options: {
        cwd: project.parent.root,
        command:
          'node --import tsx ../../libs/orders-openapi/src/main.ts src/api.ts contract/openapi.json',
      },
      metadata: { description: 'Writes the OpenAPI document from the code.' },
    },
    contract: {
      executor: 'nx:run-commands',
      cache: false,
      options: {
        command: `node --import tsx tools/ci/src/contract/main.ts ${project.parent.root}`,
      },
      metadata: { description: 'Fails if a change of the OpenAPI document breaks callers.' },
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
      metadata: { description: 'Fails if the OpenAPI document is invalid.' },
    },
  };
}

/**
 * Returns targets that only run the targets of the same name of a check, with the same arguments:
 * `nx run food-service:test` runs `food-service-test:test`. They have no inputs.
 *
 * @param {Project} check
 * @param {Record<string, Target>} targets the targets of the check
 * @returns {Record<string, Target>}
 */
function runCheck({ name }, targets) {
  return Object.fromEntries(
    Object.keys(targets)
      .filter((target) => target !== 'typecheck')
      .map((target) => [
        target,
        {
          executor: 'nx:noop',
          inputs: [],
          dependsOn: [{ projects: [name], target, params: 'forward' }],
          metadata: { description: `Runs ${name}:${target}.` },
        },
      ]),
  );
}

/** @param {Project} project */
function isTested(project) {
  return has(project, 'jest.config.cjs');
}

/**
 * @param {Project} project
 * @param {string} file
 */
function has({ files }, file) {
  return files.includes(file);
}

/** @param {readonly string[]} stages */
function configurationsOf(stages) {
  return { configurations: Object.fromEntries(stages.map((stage) => [stage, { stage }])) };
}

module.exports = { targetsOf };
