// Takes minutes, so `npm test` does not run it: `npx nx run workspace-plugin:e2e`.
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'workspace-plugin-e2e',
  testMatch: ['**/*.e2e.ts'],
  testTimeout: 600_000,
};
