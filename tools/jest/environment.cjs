// @ts-check
/**
 * One set of globals for all test files of a process, so that packages are loaded once and not by every
 * file anew: CDK alone takes a second each time. Sources and tests are loaded anew by each file, as Jest
 * does, and what a file adds to the globals or replaces in them is taken back after it.
 *
 * @see https://jestjs.io/docs/configuration#testenvironment-string
 */
const node = require('jest-environment-node');
const packages = require('./package-loader.cjs');

/** @typedef {import('jest-environment-node').default} NodeEnvironment */

/**
 * What the files of this process share.
 *
 * @type {Pick<NodeEnvironment, 'context' | 'global' | 'moduleMocker' | 'fakeTimers' | 'fakeTimersModern'> | undefined}
 */
let shared;

/** @type {ReadonlyMap<PropertyKey, PropertyDescriptor>} */
let globals = new Map();

class SharedEnvironment extends node.TestEnvironment {
  /**
   * @param {import('@jest/environment').JestEnvironmentConfig} config
   * @param {import('@jest/environment').EnvironmentContext} context
   */
  constructor(config, context) {
    super(config, context);
    shared ??= begin(this);
    // A process object with variables and listeners of the file's own.
    shared.global.process = this.global.process;
    Object.assign(this, shared);
  }

  /** @override */
  async teardown() {
    this.moduleMocker?.restoreAllMocks();
    this.fakeTimers?.useRealTimers();
    this.fakeTimersModern?.useRealTimers();
    restore(this.global);
    this.context = null;
  }
}

/** @param {NodeEnvironment} environment the first one */
function begin({ context, global, moduleMocker, fakeTimers, fakeTimersModern }) {
  if (context === null) throw new Error('the first environment of the process has no context');
  Object.defineProperty(global, packages.PACKAGE, {
    value: packages.packageLoader(context, global),
  });
  globals = new Map(
    Reflect.ownKeys(global).map((key) => [
      key,
      /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(global, key)),
    ]),
  );
  return { context, global, moduleMocker, fakeTimers, fakeTimersModern };
}

/**
 * Takes back what a file has replaced. What is new stays: packages keep there what they share with copies
 * of themselves, such as CDK its tokens.
 *
 * @param {object} global
 */
function restore(global) {
  for (const [key, before] of globals) {
    if (before.configurable) Object.defineProperty(global, key, before);
  }
  // Jest's runner adds its own to those that it finds.
  Reflect.deleteProperty(global, Symbol.for('EVENT_HANDLERS'));
}

module.exports = SharedEnvironment;
