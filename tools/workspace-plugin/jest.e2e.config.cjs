// Minutes rather than seconds: `npx nx run workspace-plugin:e2e`, beside `npm test`.
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'workspace-plugin-e2e',
  testMatch: ['**/*.e2e.ts'],
  testTimeout: 600_000,
};
