/** The boundaries between the projects of the workspace: imports that lint rules forbid. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The files of tests, which are separate projects inside the project that they test. */
const TESTS = '{apps,libs}/*/test/**/*.ts';

/** A test may import from the project that it is nested in: its sources, CDK settings and contract. */
const OWN_PROJECT = String.raw`^(\.\./)+(src/|cdk\.json$|contract/openapi\.json$)`;

/** The projects of the sandbox, each with those that it may import. */
const layers = {
  kernel: [],
  policy: ['kernel'],
  engine: ['kernel'],
  services: ['kernel', 'policy', 'engine'],
  'front-doors': ['kernel', 'policy', 'engine', 'services'],
  console: ['kernel', 'policy', 'engine', 'services', 'front-doors'],
  core: ['kernel', 'policy', 'engine', 'services', 'front-doors'],
  workspace: ['kernel', 'engine', 'services', 'core'],
  cli: ['kernel', 'policy', 'engine', 'services', 'front-doors', 'core', 'workspace'],
};

/**
 * Modules that the sandbox's CLI loads only when it starts a sandbox, so that a mistyped option is reported
 * immediately.
 */
const LOADED_LATE = ['@sandbox/core/**', '@sandbox/workspace/**'];

/** Allowed dependencies by tag. All rows that match a tag of a project apply. */
const dependencies = [
  ...scopes().map((scope) => {
    return { sourceTag: scope, onlyDependOnLibsWithTags: [scope, 'scope:shared'] };
  }),
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib', 'type:contract'] },
  { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
  {
    sourceTag: 'time:run',
    onlyDependOnLibsWithTags: ['time:run'],
    bannedExternalImports: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  { sourceTag: 'type:tooling', onlyDependOnLibsWithTags: ['type:lib', 'type:tooling'] },
  {
    sourceTag: 'type:test',
    onlyDependOnLibsWithTags: [
      'type:lib',
      'type:app',
      'type:contract',
      'type:test',
      'type:tooling',
    ],
  },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: ['type:lib', 'type:contract', 'type:tooling'],
  },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:tool', 'type:tooling'] },
  ...Object.entries(layers).map(([layer, below]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: [layer, ...below].map((name) => `layer:${name}`),
  })),
];

/** The folder of ajv's other dialects. */
const buildOutput = {
  group: ['**/dist/**', '!ajv/dist/2020'],
  message: 'Import source files, not build output.',
};

/** Internals of Nx's packages, which may change at any time. */
const nxInternals = {
  regex: '^(nx/(?!bin/)|@nx/[^/]+/(src|dist|internal))',
  message: 'Use the public API of @nx/devkit.',
};

const awsAndHttp = {
  group: [
    '@aws-sdk/*',
    'aws-lambda',
    'node:http',
    'node:https',
    '**/adapters/**',
    '**/functions/**',
  ],
  message: 'The domain and its use cases must not depend on AWS or HTTP: use a port.',
};

/** A function loads all of its imports at each cold start; CDK would add 40 MB. */
const cdkTime = {
  regex: `^(aws-cdk-lib|constructs)(/|$)|^@cross-account/(?!(${runtimeLibraries().join('|')})(/|$))`,
  message: 'A function must not import the CDK, or a library that is not tagged time:run.',
};

/** Code of functions reads environment variables when it is loaded, and must not be imported by stacks. */
const runTime = {
  group: ['@cross-account/orders-domain/functions', '**/lambdas/*/handler'],
  message: 'A stack must refer to the bundle of a function, not import its code.',
};

/** Test helpers start servers and write files; they are for tests only. */
const testHelpers = {
  regex: '(^|/)testing/',
  message: 'Only tests may import test helpers.',
};

/** Programs use the sandbox's public API, which is stable when its projects change. */
const insideTheSandbox = {
  regex: `^@sandbox/(?!(core|engine|policy)$)|/sandbox/(${Object.keys(layers).join('|')})/`,
  message:
    'Outside of tools/sandbox, only @sandbox/core, @sandbox/engine and @sandbox/policy may be imported.',
};

/** Rules for `eslint.config.mjs`; a later one overrides the same rule of an earlier one. */
export const importRules = [
  {
    files: ['**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      '@typescript-eslint/no-restricted-imports': restricted(),
    },
  },
  { files: [TESTS], rules: { '@nx/enforce-module-boundaries': boundaries([OWN_PROJECT]) } },
  {
    files: ['{apps,libs}/**/src/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted(runTime) },
  },
  {
    files: ['{apps,libs}/*/src/lambdas/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted(cdkTime) },
  },
  {
    files: ['libs/orders-domain/src/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted() },
  },
  {
    files: ['tools/sandbox/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted(testHelpers) },
  },
  {
    files: ['tools/!(sandbox)/**/*.ts'],
    // One tests the engine with the real stacks and without function processes, the other generates pages
    // from the declarations of types and operations.
    ignores: ['tools/sandbox-fidelity/src/{renaming,table}/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted(insideTheSandbox) },
  },
  {
    files: ['libs/orders-domain/src/{domain,ports,use-cases}/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted(awsAndHttp) },
  },
];

function boundaries(allow) {
  return [
    'error',
    {
      enforceBuildableLibDependency: false,
      allow,
      checkDynamicDependenciesExceptions: LOADED_LATE,
      depConstraints: dependencies,
    },
  ];
}

function restricted(...patterns) {
  return ['error', { patterns: [buildOutput, nxInternals, ...patterns] }];
}

/** Returns all scopes, so that a new service is covered. */
function scopes() {
  const found = ['apps', 'libs'].flatMap(projectsIn).flatMap(({ tags }) => tags);
  return [...new Set(found.filter((tag) => tag.startsWith('scope:')))];
}

/** Returns the libraries that functions may import. */
function runtimeLibraries() {
  return projectsIn('libs')
    .filter(({ tags }) => tags.includes('time:run'))
    .map(({ name }) => name);
}

function projectsIn(folder) {
  return readdirSync(path.join(root, folder))
    .map((name) => path.join(root, folder, name, 'project.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}
