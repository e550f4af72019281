module.exports = { preset: '../../jest.preset.js', displayName: 'github-roles' };
