/** The tests that run Nx and ESLint on the whole workspace: slow, so they have a separate target. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'affected',
  testMatch: ['<rootDir>/src/{affected,upgrade,walkthroughs,boundaries}/**/*.spec.ts'],
  // A command of Nx often waits for another process: two files at once take a quarter less time.
  maxWorkers: 2,
  testTimeout: 60_000,
};
