// @ts-check
/**
 * The tests' environment, in which a spec ends at its first failed test: one is enough to
 * notice a mutant, and to describe hundreds takes seconds. Jest's own `bail` is not for use by programs.
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
