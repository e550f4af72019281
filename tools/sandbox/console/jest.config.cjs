module.exports = {
  preset: '../../../jest.preset.js',
  displayName: 'sandbox-console',
};
