module.exports = { preset: '../../jest.preset.js', displayName: 'sandbox', maxWorkers: 2 };
