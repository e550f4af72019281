module.exports = { preset: '../../../jest.preset.js', displayName: 'orders-client' };
