// @ts-check
/**
 * Runs the bundle of the sandbox with the code that V8 compiled in an earlier run, which shortens a start.
 * V8 rejects code of another version or processor, and a digest protects from code of another bundle and from
 * damage: then it is compiled again, and nothing else changes.
 *
 * @see https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
const crypto = require('node:crypto');
const fs = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');
const timers = require('node:timers');
const vm = require('node:vm');

const PARAMETERS = 'exports, require, module, __filename, __dirname';
const DIGEST_BYTES = 32;

/** Milliseconds after which the functions have loaded, too. */
const STARTED = 1000;

const bundle = path.join(__dirname, 'bundle.cjs');
const cache = path.join(
  ...[__dirname, '../../../node_modules/.cache/sandbox-code'],
  `${process.version}-${process.arch}.bin`,
);

const source = fs.readFileSync(bundle);
const cachedData = readCache();
const script = new vm.Script(`(function (${PARAMETERS}) {${source.toString('utf8')}\n})`, {
  filename: bundle,
  cachedData,
});
const loaded = { exports: { serving: Promise.resolve(false) } };
script.runInThisContext()(
  loaded.exports,
  nodeModule.createRequire(bundle),
  loaded,
  bundle,
  __dirname,
);

if (cachedData === undefined || script.cachedDataRejected) {
  // A server has compiled everything that the next start needs; other commands have not.
  void loaded.exports.serving.then((isServing) => {
    if (isServing) writeCacheOnce();
  });
}

/** Later, V8 would drop the code that only a start runs. */
function writeCacheOnce() {
  const write = () => {
    timers.clearTimeout(timer);
    process.off('exit', write);
    writeCache(script.createCachedData());
  };
  const timer = timers.setTimeout(write, STARTED).unref();
  process.once('exit', write);
}

/** @returns {Buffer | undefined} */
function readCache() {
  try {
    const file = fs.readFileSync(cache);
    const data = file.subarray(DIGEST_BYTES);
    return file.subarray(0, DIGEST_BYTES).equals(digestOf(data)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Buffer} data */
function writeCache(data) {
  const unfinished = `${cache}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(cache), { recursive: true });
    fs.writeFileSync(unfinished, Buffer.concat([digestOf(data), data]));
    fs.renameSync(unfinished, cache);
  } catch {
    removeIfPossible(unfinished);
  }
}

/** @param {string} file */
function removeIfPossible(file) {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // There is no folder that it could be in.
  }
}

/** @param {Buffer} data */
function digestOf(data) {
  return crypto.createHash('sha256').update(source).update(data).digest();
}
