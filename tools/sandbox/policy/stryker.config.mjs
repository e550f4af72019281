import { strykerConfig } from '../../mutation/preset.mjs';

/** Mutation testing of the policy evaluator. */
export default strykerConfig({
  name: 'sandbox-policy',
  mutate: ['tools/sandbox/policy/src/**/*.ts', '!**/*.spec.ts', '!**/testing/**'],
  jestConfig: 'tools/sandbox/policy/jest.config.cjs',
  folders: ['tools/sandbox/kernel', 'tools/sandbox/policy'],
  // The fuzz spec would take two seconds for each mutant.
  jest: { testPathIgnorePatterns: ['/node_modules/', '\\.fuzz\\.'] },
});
