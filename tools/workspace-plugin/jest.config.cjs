module.exports = { preset: '../../jest.preset.js', displayName: 'workspace-plugin' };
