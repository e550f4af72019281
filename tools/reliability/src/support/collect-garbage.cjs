// Loaded into a sandbox before its code: collects its garbage at SIGUSR2, so that what stays can be told
// from what V8 has not yet cared to free. V8 returns the pages that one collection has emptied at the next one.
// Needs --expose-gc.
const { setTimeout } = require('node:timers');

const BETWEEN_COLLECTIONS_MS = 1_000;

process.on('SIGUSR2', () => {
  globalThis.gc();
  setTimeout(() => globalThis.gc(), BETWEEN_COLLECTIONS_MS);
});
