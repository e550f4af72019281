/**
 * What Nx learns about this workspace from its files. JavaScript, since Nx loads it for every command.
 */
const { basename, dirname } = require('node:path');

/** Gives every app with an OpenAPI document its checks, and every CDK app the target `drift`. */
const createNodesV2 = [
  'apps/*/{openapi,cdk}.json',
  (files) =>
    files.map((file) => [
      file,
      { projects: { [dirname(file)]: { targets: TARGETS_OF[basename(file)] } } },
    ]),
];

const driftOf = (stage) => ({
  command: `cdk drift --fail -c stage=${stage} --output ../../dist/cdk.deploy/{projectName}/${stage}`,
});

const TARGETS_OF = {
  'openapi.json': {
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
  },
  'cdk.json': {
    drift: {
      executor: 'nx:run-commands',
      cache: false,
      dependsOn: ['build', '^build'],
      options: { cwd: '{projectRoot}' },
      defaultConfiguration: 'dev',
      configurations: { dev: driftOf('dev'), prod: driftOf('prod') },
      metadata: { description: 'Fails where AWS has something else than the template says.' },
    },
  },
};

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

module.exports = { name: 'cross-account-ci', createNodesV2, createDependencies };
