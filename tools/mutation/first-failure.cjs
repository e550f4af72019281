// @ts-check
/**
 * The test environment, in which a spec stops after its first failed test: one is enough to kill a mutant,
 * and describing hundreds takes seconds. Jest's `bail` can't be used programmatically.
 *
 * @see https://github.com/jestjs/jest/issues/11766
 */
const SharedEnvironment = require('../jest/environment.cjs');

class FirstFailure extends SharedEnvironment {
  hasFailed = false;

  /** @param {import('@jest/types').Circus.AsyncEvent | import('@jest/types').Circus.SyncEvent} event */
  handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
}

module.exports = FirstFailure;
