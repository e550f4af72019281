/** The tests that ask Nx and ESLint about the whole workspace: slow, so they have a target of their own. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'affected',
  testMatch: ['<rootDir>/src/{affected,upgrade,walkthroughs,boundaries}/**/*.spec.ts'],
  // A command of Nx often waits for another process: two files at once take a quarter less time.
  maxWorkers: 2,
  testTimeout: 60_000,
};
