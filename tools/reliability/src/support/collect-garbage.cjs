// Loaded into a sandbox before its code: collects garbage at SIGUSR2, so that the remaining memory is in use.
// V8 returns pages that one collection has emptied at the next one. Requires --expose-gc.
const { setTimeout } = require('node:timers');

const BETWEEN_COLLECTIONS_MS = 1_000;

process.on('SIGUSR2', () => {
  globalThis.gc();
  setTimeout(() => globalThis.gc(), BETWEEN_COLLECTIONS_MS);
});
