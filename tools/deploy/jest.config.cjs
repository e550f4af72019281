/** The spec that runs all commands of docs/deploy.md has its own target, `guide`. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'deploy',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/guide/guide.spec.ts'],
};
