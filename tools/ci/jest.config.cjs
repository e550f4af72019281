module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ci',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/affected/', '<rootDir>/src/walls/'],
};
