// Loaded into a sandbox before its code: collects its garbage at SIGUSR2, so that what stays can be told
// from what V8 has not yet cared to free. Needs --expose-gc.
process.on('SIGUSR2', () => globalThis.gc());
