module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'sandbox-fidelity',
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  testTimeout: 30_000,
  maxWorkers: 2,
};
