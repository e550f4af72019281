/** Lint rules of the whole workspace; the rules on imports between projects are in `tools/lint`. */
import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import { importRules } from './tools/lint/import-rules.mjs';

/** Of the tools, only the sandbox and the scripts read the environment; code takes parameters. */
const processEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read environment variables once, through the schema in the config folder.',
};

/** What a test may assert with: Jest, CDK's `Template`, and helpers that are called after what they expect. */
const assertions = [
  'expect',
  'expect*',
  '**.expect*',
  '**.hasResource*',
  '**.resource*Is',
  '**.hasOutput',
  '**.allResources*',
  'fc.assert',
];

/** A snapshot is accepted by whoever updates it: say what is expected. */
const snapshots = Object.fromEntries(
  ['toMatchSnapshot', 'toMatchInlineSnapshot', 'toThrowErrorMatchingSnapshot'].map((matcher) => [
    matcher,
    'Say what is expected instead.',
  ]),
);

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '**/cdk.out', '**/.sandbox', '**/coverage'] },
  { ignores: ['apps/*/contract'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylistic],
    languageOptions: {
      // One program for all projects: one for each would need more memory than Node.js has.
      parserOptions: {
        project: './tools/lint/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      'no-restricted-syntax': ['error', processEnv],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A room that types a package without types brings its declarations along.
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  ...importRules,
  {
    files: [
      '{apps,libs}/*/test/**/*.ts',
      'apps/orders-e2e/**/*.ts',
      'tools/**/*.ts',
      'libs/orders-domain/src/config/**',
      'apps/*/src/lambdas/*/environment.ts',
      'libs/microservice-construct/src/endpoint-id/sandbox-reader.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // A test that cannot fail says nothing: one without an assertion, or with one that is never
    // reached or awaited; and one that is focused or skipped says less than it seems to.
    files: ['**/*.{spec,e2e}.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/expect-expect': ['error', { assertFunctionNames: assertions }],
      'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterEach'] }],
      'jest/no-commented-out-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-duplicate-hooks': 'error',
      'jest/no-test-return-statement': 'error',
      'jest/require-to-throw-message': 'error',
      'jest/no-restricted-matchers': ['error', snapshots],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
        console: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
