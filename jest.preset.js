/** What every project's tests share: SWC for TypeScript, and the workspace's import paths. */
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

/** ES modules that CommonJS requires: Node.js can do that, Jest from Node.js 24.9 on. */
const esModules = '/(change-case|index-to-position|parse-json|supports-color)/.+\\.js$';

module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  moduleNameMapper,
  transform: { '^.+\\.ts$': swc, [esModules]: swc },
  transformIgnorePatterns: ['/node_modules/.+\\.ts$'],
};
