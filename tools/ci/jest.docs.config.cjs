/** The checks of the repository's Markdown: any file may be linked to, so they have a target that is never cached. */
const preset = require('../../jest.preset.js');

module.exports = {
  ...preset,
  displayName: 'docs',
  testMatch: ['<rootDir>/src/docs/**/*.spec.ts'],
  // Each of the files takes milliseconds, less than a worker takes to start.
  maxWorkers: 1,
  // github-slugger is published as ECMAScript modules only.
  transform: { ...preset.transform, '/github-slugger/.+\\.js$': preset.transform['^.+\\.ts$'] },
  transformIgnorePatterns: ['/node_modules/(?!github-slugger/)'],
};
