// @ts-check
/**
 * Makes Jest load files of packages with the loader of the test environment, which caches them. Jest itself
 * and its setup files run outside of that environment, and get the unmodified file.
 */
const CODE = `
const load = globalThis[Symbol.for('cross-account.package')];
if (load) module.exports = load(__filename);
else module._compile(require('node:fs').readFileSync(__filename, 'utf8'), __filename);
`;

/** @see https://jestjs.io/docs/code-transformation#writing-custom-transformers */
module.exports = {
  /**
   * @param {string} source
   * @param {string} _file
   * @param {{ supportsStaticESM: boolean }} options
   */
  process: (source, _file, { supportsStaticESM }) => ({ code: supportsStaticESM ? source : CODE }),
  /**
   * @param {string} _source
   * @param {string} _file
   * @param {{ supportsStaticESM: boolean }} options
   */
  getCacheKey: (_source, _file, { supportsStaticESM }) => `${CODE}${supportsStaticESM}`,
};
