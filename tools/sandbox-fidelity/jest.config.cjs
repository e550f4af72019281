module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'sandbox-fidelity',
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  testTimeout: 30_000,
  // The longest of all suites: with Jest's default, one fewer than cores, it would leave one of two cores idle.
  maxWorkers: 2,
};
