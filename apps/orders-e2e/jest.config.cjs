const { isDeployed } = require('./deployed.cjs');

module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'orders-e2e',
  globalSetup: '<rootDir>/src/support/global-setup.ts',
  globalTeardown: '<rootDir>/src/support/global-teardown.ts',
  testTimeout: 20_000,
  // Most of the time goes by in the sandboxes' processes, so a worker for each core is not too many.
  maxWorkers: '100%',
  // These start, kill and restart sandboxes of their own: a deployed stage has nothing to do with them.
  testPathIgnorePatterns: isDeployed ? ['/node_modules/', '/src/sandbox/'] : ['/node_modules/'],
};
