/** What of the suite asks Nx and ESLint about the whole workspace has a target of its own: `affected`. */
const slow = ['affected', 'walkthroughs', 'walls'].map((folder) => `<rootDir>/src/${folder}/`);

module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ci',
  testPathIgnorePatterns: ['/node_modules/', ...slow],
};
