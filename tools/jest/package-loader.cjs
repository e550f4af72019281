// @ts-check
/** Loads packages as Node.js does, with the globals of tests, and once for all files of a process. */
const fs = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const swc = require('@swc/core');

/** The key of the global with the loader. */
const PACKAGE = Symbol.for('cross-account.package');

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

/** @typedef {{ id: string, filename: string, loaded: boolean, exports: any, children: unknown[], paths: string[] }} LoadedModule */

/**
 * Returns a function that loads a file and returns its exports.
 *
 * @param {vm.Context} context of the tests
 * @param {typeof globalThis} global its globals
 */
function packageLoader(context, global) {
  /** @type {Record<string, LoadedModule>} */
  const cache = Object.create(null);

  /** @param {string} filename */
  function load(filename) {
    const known = cache[filename];
    if (known !== undefined) return known.exports;
    /** @type {LoadedModule} */
    const module = {
      ...{ id: filename, filename, loaded: false },
      ...{ exports: vm.runInContext('({})', context), children: [], paths: [] },
    };
    cache[filename] = module;
    try {
      evaluate(module);
      module.loaded = true;
    } catch (error) {
      delete cache[filename];
      throw error;
    }
    return module.exports;
  }

  /** @param {LoadedModule} module */
  function evaluate(module) {
    const { filename } = module;
    const native = nodeModule.createRequire(filename);
    if (filename.endsWith('.node')) return void (module.exports = native(filename));
    const source = fs.readFileSync(filename, 'utf8');
    if (filename.endsWith('.json')) return void (module.exports = global.JSON.parse(source));
    /** @param {string} name */
    const require = (name) => {
      if (nodeModule.isBuiltin(name))
        return /^(node:)?process$/.test(name) ? global.process : native(name);
      return load(native.resolve(name));
    };
    Object.assign(require, { resolve: native.resolve, cache, main: undefined });
    const code = isEsModule(filename) ? asCommonJs(source, filename) : source;
    const run = vm.compileFunction(code.replace(/^#!.*/, ''), PARAMETERS, {
      ...{ filename, parsingContext: context },
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    run.call(module.exports, module.exports, require, module, filename, path.dirname(filename));
  }

  return load;
}

/**
 * Compiles an ES module to CommonJS; Node.js can require ES modules since 20.19.
 *
 * @param {string} source
 * @param {string} filename
 */
function asCommonJs(source, filename) {
  const { code } = swc.transformSync(source, {
    ...{ filename, configFile: false, swcrc: false },
    jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  return code;
}

/** @type {Map<string, boolean>} whether the nearest package.json of a folder has `"type": "module"` */
const ofModules = new Map([[path.parse(__dirname).root, false]]);

/** @param {string} filename */
function isEsModule(filename) {
  return (
    filename.endsWith('.mjs') || (filename.endsWith('.js') && isOfModules(path.dirname(filename)))
  );
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function isOfModules(folder) {
  const known = ofModules.get(folder);
  if (known !== undefined) return known;
  const manifest = path.join(folder, 'package.json');
  const found = fs.existsSync(manifest)
    ? JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module'
    : isOfModules(path.dirname(folder));
  ofModules.set(folder, found);
  return found;
}

module.exports = { PACKAGE, packageLoader };
