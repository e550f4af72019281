/** Not called `jest.config.cjs`, so that these tests are no part of every `npm test`. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'sandbox-console-e2e',
  testMatch: ['**/*.e2e.ts'],
  testTimeout: 60_000,
};
