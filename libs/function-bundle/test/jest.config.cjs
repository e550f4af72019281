module.exports = { preset: '../../../jest.preset.js', displayName: 'function-bundle' };
