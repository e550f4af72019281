module.exports = {
  preset: '../../../jest.preset.js',
  displayName: 'sandbox',
  setupFiles: ['<rootDir>/jest.setup.cjs'],
};
