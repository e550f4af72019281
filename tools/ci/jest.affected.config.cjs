/** The tests that ask Nx and ESLint about the whole workspace: slow, so they have a target of their own. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'affected',
  testMatch: ['<rootDir>/src/{affected,walkthroughs,walls}/**/*.spec.ts'],
  testTimeout: 60_000,
};
