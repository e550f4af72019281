/**
 * Mutation testing of the order logic: `npx nx run orders-domain:mutate`. A mistake put into it must
 * be noticed by its specs. Stryker runs from the workspace root, on a copy of what they need below
 * `dist`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    'libs/orders-domain/src/{config,domain,logging,use-cases}/**/*.ts',
    'libs/orders-domain/src/adapters/http/**/*.ts',
    'libs/orders-domain/src/adapters/dynamodb/{document-client,merge-shards,order-finder,order-updater,order-writer,store-errors,stored-order}.ts',
  ],
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: 'libs/orders-domain/test/jest.config.cjs',
    config: {
      // Jest finds the tests of a source only where it knows both.
      roots: ['<rootDir>', '<rootDir>/../src'],
      // A database and random events notice much, and late: a second for each mutant. What is
      // reached through them alone, the lister and the reader, is not mutated.
      testPathIgnorePatterns: ['/node_modules/', 'dynamodb-order-store', '\\.fuzz\\.'],
      // An assertion notices a mutant, not a busy machine: Stryker has a limit of its own for loops.
      testTimeout: 60_000,
    },
  },
  coverageAnalysis: 'perTest',
  // Constants are read when a file is loaded, so each mutant of one needs all tests from the start.
  ignoreStatic: true,
  timeoutMS: 20_000,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
  plugins: ['@stryker-mutator/jest-runner'],
  disableTypeChecks: false,
  ignorePatterns: ['**', '!libs/orders-domain/**', '!jest.preset.js', '!tsconfig.base.json'],
  tempDirName: 'dist/mutation/orders-domain',
  reporters: ['clear-text', 'html'],
  // Every file that a flag can ask for: by default they go to `reports` in the workspace root.
  htmlReporter: { fileName: 'dist/mutation/orders-domain.html' },
  jsonReporter: { fileName: 'dist/mutation/orders-domain.json' },
  eventReporter: { baseDir: 'dist/mutation/orders-domain-events' },
  // With `--incremental`, a second run repeats only what a change can matter to.
  incrementalFile: 'dist/mutation/orders-domain-incremental.json',
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
};
