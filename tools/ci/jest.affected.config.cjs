/** The tests that ask Nx about changes: a process for each, so they have a target of their own. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'affected',
  testMatch: ['<rootDir>/src/affected/**/*.spec.ts'],
  testTimeout: 60_000,
};
