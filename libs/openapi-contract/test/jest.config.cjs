module.exports = { preset: '../../../jest.preset.js', displayName: 'openapi-contract' };
