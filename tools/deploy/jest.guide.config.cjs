module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'guide',
  testMatch: ['<rootDir>/src/guide/guide.spec.ts'],
  // The longest step deploys two stacks, with their functions.
  testTimeout: 60_000,
};
