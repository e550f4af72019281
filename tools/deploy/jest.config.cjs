/** What follows a whole page of commands is run by the target `guide`. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'deploy',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/guide/guide.spec.ts'],
};
