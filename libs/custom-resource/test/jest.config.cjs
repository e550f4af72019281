module.exports = { preset: '../../../jest.preset.js', displayName: 'custom-resource' };
