module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'sandbox-fidelity',
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  testTimeout: 20_000,
  maxWorkers: 2,
};
