/**
 * Mutation testing of the order logic: `npx nx run orders-domain:mutate`. Stryker runs from the
 * workspace root on a copy of what the specs need, below `dist`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: 'libs/orders-domain/jest.config.cjs',
    // A mutant is caught by an assertion, not by a busy machine. Stryker has its own limit for loops.
    config: { testTimeout: 60_000 },
  },
  coverageAnalysis: 'perTest',
  mutate: [
    'libs/orders-domain/src/**/*.ts',
    '!**/*.spec.ts',
    '!libs/orders-domain/src/index.ts',
    '!libs/orders-domain/src/{functions,testing,adapters/openapi}/**',
  ],
  ignorePatterns: ['**', '!libs/orders-domain/**', '!jest.preset.js', '!tsconfig.base.json'],
  tempDirName: 'dist/mutation/orders-domain',
  plugins: ['@stryker-mutator/jest-runner'],
  ignoreStatic: true,
  timeoutMS: 20_000,
  timeoutFactor: 4,
  disableTypeChecks: false,
  allowEmpty: false,
  reporters: ['clear-text', 'html'],
  htmlReporter: { fileName: 'dist/mutation/orders-domain.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, allowEmojis: false },
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
};
