/** Not called `jest.config.cjs`, so that `npm test` does not run these tests. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'sandbox-console-e2e',
  testMatch: ['**/*.e2e.ts'],
  testTimeout: 60_000,
};
