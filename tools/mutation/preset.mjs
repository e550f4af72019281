/**
 * Mutation testing with Stryker: `npx nx run <project>:mutate` runs the specs with one mutant of the code
 * after the other, and fails when they kill less than 90 % of them.
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
 * @param {readonly string[]} options.mutate patterns of the sources to mutate, relative to the workspace
 * root.
 * @param {string} options.jestConfig relative to the workspace root.
 * @param {readonly string[]} options.folders folders that the specs need, relative to the workspace root.
 * @param {object} [options.jest] overrides of the Jest configuration.
 * @returns {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export function strykerConfig({ name, mutate, jestConfig, folders, jest = {} }) {
  return {
    mutate: [...mutate],
    testRunner: 'jest',
    jest: {
      projectType: 'custom',
      configFile: jestConfig,
      // Only assertions should kill mutants, not timeouts on a busy machine; Stryker has its own timeout for
      // endless loops.
      config: {
        testTimeout: 60_000,
        testEnvironment: path.join(import.meta.dirname, 'first-failure.cjs'),
        setupFiles: [path.join(import.meta.dirname, 'first-counterexample.cjs')],
        ...jest,
      },
    },
    coverageAnalysis: 'perTest',
    // Constants are evaluated when a file is loaded, so each of their mutants needs a full run of the tests.
    ignoreStatic: true,
    timeoutMS: 10_000,
    // Jest keeps some memory of each run: after a thousand mutants, a process would have gigabytes.
    maxTestRunnerReuse: 25,
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
    // All output files of flags; by default they are written to `reports` in the workspace root.
    htmlReporter: { fileName: `dist/mutation/${name}.html` },
    jsonReporter: { fileName: `dist/mutation/${name}.json` },
    eventReporter: { baseDir: `dist/mutation/${name}-events` },
    // With `--incremental`, a second run repeats only mutants that a change affects.
    incrementalFile: `dist/mutation/${name}-incremental.json`,
    clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
  };
}
