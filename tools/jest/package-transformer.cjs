// @ts-check
/**
 * Has Jest take a file of a package from the loader of the tests' environment, which keeps what it has
 * loaded. Jest itself and its set-ups run outside of that environment: for them a file is compiled as it is.
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
