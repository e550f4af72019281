/**
 * Loaded into a sandbox with `--require`, under `--expose-gc`: at SIGUSR2 it collects garbage and writes the
 * memory usage, in bytes, as one line of JSON.
 */
process.on('SIGUSR2', () => {
  // Twice, with a pause: objects that the first run finalizes are only freed by the second.
  global.gc();
  global.setImmediate(() => {
    global.gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    process.stdout.write(`${JSON.stringify({ probe: 'memory', heapUsed, external, rss })}\n`);
  });
});
