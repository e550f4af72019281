module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'sandbox-fidelity',
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  testTimeout: 30_000,
  // Six cases wait for their function's time-outs, so a worker more than cores is not too many.
  maxWorkers: 3,
};
