/**
 * What asks Nx and ESLint about the whole workspace is run by the target `affected`, what looks at all
 * of its Markdown by the target `docs`.
 */
const elsewhere = ['affected', 'docs', 'upgrade', 'walkthroughs', 'boundaries'].map(
  (folder) => `<rootDir>/src/${folder}/`,
);

module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ci',
  testPathIgnorePatterns: ['/node_modules/', ...elsewhere],
};
