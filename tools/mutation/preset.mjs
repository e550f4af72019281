/**
 * Mutation testing with Stryker: `npx nx run <project>:mutate` puts one mistake after the other into
 * the code, and fails where the specs notice less than 90 % of them.
 *
 * @see https://stryker-mutator.io/docs/stryker-js/configuration/
 */
import path from 'node:path';

/**
 * Returns the options of a project. Stryker runs from the workspace root, on a copy of the project's
 * files below `dist/mutation`.
 *
 * @param {object} options
 * @param {string} options.name of the project.
 * @param {readonly string[]} options.mutate patterns of the sources to put mistakes into, from the workspace root.
 * @param {string} options.jestConfig from the workspace root.
 * @param {readonly string[]} options.folders that the specs need, from the workspace root.
 * @param {object} [options.jest] what differs from the Jest configuration.
 * @returns {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export function strykerConfig({ name, mutate, jestConfig, folders, jest = {} }) {
  return {
    mutate: [...mutate],
    testRunner: 'jest',
    jest: {
      projectType: 'custom',
      configFile: jestConfig,
      // An assertion notices a mutant, not a busy machine: Stryker has a limit of its own for loops.
      config: {
        testTimeout: 60_000,
        testEnvironment: path.join(import.meta.dirname, 'first-failure.cjs'),
        setupFiles: [path.join(import.meta.dirname, 'first-counterexample.cjs')],
        ...jest,
      },
    },
    coverageAnalysis: 'perTest',
    // Constants are read when a file is loaded, so each mutant of one needs all tests from the start.
    ignoreStatic: true,
    timeoutMS: 10_000,
    concurrency: 2,
    thresholds: { high: 95, low: 90, break: 90 },
    plugins: ['@stryker-mutator/jest-runner'],
    disableTypeChecks: false,
    ignorePatterns: [
      '**',
      ...folders.map((folder) => `!${folder}/**`),
      '!tools/jest/**',
      '!tools/mutation/**',
      '!jest.preset.js',
      '!tsconfig.base.json',
    ],
    tempDirName: `dist/mutation/${name}`,
    reporters: ['clear-text', 'html'],
    // Every file that a flag can ask for: by default they go to `reports` in the workspace root.
    htmlReporter: { fileName: `dist/mutation/${name}.html` },
    jsonReporter: { fileName: `dist/mutation/${name}.json` },
    eventReporter: { baseDir: `dist/mutation/${name}-events` },
    // With `--incremental`, a second run repeats only what a change can matter to.
    incrementalFile: `dist/mutation/${name}-incremental.json`,
    clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
  };
}
