// @ts-check
/**
 * A test environment with one set of globals for all test files of a process, so that packages are loaded
 * once instead of once per file: CDK alone takes a second each time. Sources and tests are loaded again for
 * each file, as in Jest, and replaced globals are restored after it.
 *
 * @see https://jestjs.io/docs/configuration#testenvironment-string
 */
const node = require('jest-environment-node');
const packages = require('./package-loader.cjs');

/** @typedef {import('jest-environment-node').default} NodeEnvironment */

/**
 * The parts that all files of this process share.
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
    // A process object with separate variables and listeners for the file.
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
 * Restores globals that a file has replaced. New globals stay, since packages use them to share state with
 * copies of themselves, such as CDK's tokens.
 *
 * @param {object} global
 */
function restore(global) {
  for (const [key, before] of globals) {
    if (before.configurable) Object.defineProperty(global, key, before);
  }
  // Jest's runner adds its listeners to the existing ones.
  Reflect.deleteProperty(global, Symbol.for('EVENT_HANDLERS'));
}

module.exports = SharedEnvironment;
