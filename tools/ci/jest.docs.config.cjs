/** The checks of the repository's Markdown: any file may be linked to, so they have a target that is never cached. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'docs',
  testMatch: ['<rootDir>/src/docs/**/*.spec.ts'],
  // Each of the files takes milliseconds, less than a worker takes to start.
  maxWorkers: 1,
};
