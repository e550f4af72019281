const { isDeployed } = require('./deployed.cjs');

module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'orders-e2e',
  globalSetup: '<rootDir>/src/support/global-setup.ts',
  globalTeardown: '<rootDir>/src/support/global-teardown.ts',
  testTimeout: 20_000,
  // Most of the time is spent in the sandboxes' processes, so one worker per core is not too many.
  maxWorkers: '100%',
  // These start, kill and restart their own sandboxes, and so don't run against a deployed stage.
  testPathIgnorePatterns: isDeployed ? ['/node_modules/', '/src/sandbox/'] : ['/node_modules/'],
};
