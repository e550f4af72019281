/**
 * What every project's tests share: SWC for TypeScript, the workspace's import paths, and packages that are
 * loaded once for all of a process's test files.
 */
const { compilerOptions } = require('./tsconfig.base.json');
const path = require('node:path');

const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([name, [file]]) => [
    `^${name.replace('*', '(.*)')}$`,
    path.join(__dirname, file.replace('*', '$1')),
  ]),
);

const swc = [
  require.resolve('@swc/jest'),
  {
    jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2023' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

module.exports = {
  testEnvironment: require.resolve('./tools/jest/environment.cjs'),
  testMatch: ['**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  moduleNameMapper,
  transform: {
    '^.+\\.ts$': swc,
    '/node_modules/.+\\.[cm]?js$': require.resolve('./tools/jest/package-transformer.cjs'),
  },
  transformIgnorePatterns: ['/node_modules/.+\\.ts$'],
};
