/** The checks of the repository's Markdown. Links may refer to any file, so their target is never cached. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'docs',
  testMatch: ['<rootDir>/src/docs/**/*.spec.ts'],
  // Each spec takes milliseconds, less than a worker takes to start.
  maxWorkers: 1,
};
