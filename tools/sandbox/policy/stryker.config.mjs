import { strykerConfig } from '../../mutation/preset.mjs';

/** Mistakes put into the evaluator of policies. */
export default strykerConfig({
  name: 'sandbox-policy',
  mutate: ['tools/sandbox/policy/src/**/*.ts', '!**/*.spec.ts', '!**/testing/**'],
  jestConfig: 'tools/sandbox/policy/jest.config.cjs',
  folders: ['tools/sandbox/kernel', 'tools/sandbox/policy'],
  // Random policies notice much, and late: two seconds for each mutant.
  jest: { testPathIgnorePatterns: ['/node_modules/', '\\.fuzz\\.'] },
});
