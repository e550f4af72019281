/**
 * Specs that run Nx and ESLint on the whole workspace belong to the target `affected`, those that check its
 * Markdown to the target `docs`.
 */
const elsewhere = ['affected', 'docs', 'upgrade', 'walkthroughs', 'boundaries'].map(
  (folder) => `<rootDir>/src/${folder}/`,
);

module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ci',
  testPathIgnorePatterns: ['/node_modules/', ...elsewhere],
};
