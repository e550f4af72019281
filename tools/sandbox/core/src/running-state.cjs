// @ts-check
/** Finds the running sandbox of a data folder. JavaScript without dependencies: see options.cjs. */
const fs = require('node:fs');
const path = require('node:path');
const lock = require('../../kernel/src/files/folder-lock.cjs');

/** Thrown when no sandbox is running, or it does not respond; the message says in one line what to do. */
class NotRunningError extends Error {
  /** @override */
  name = 'NotRunningError';
}

/**
 * Returns the endpoint of the AWS APIs of the running sandbox with a data folder, such as
 * `http://127.0.0.1:4566`.
 *
 * @param {string} dataDir absolute
 * @returns {string}
 * @throws {NotRunningError} when no sandbox is running with this data folder
 */
function runningUrl(dataDir) {
  const state = readState(path.join(dataDir, 'sandbox.json'));
  // A killed sandbox leaves its state file behind.
  if (state === undefined || !lock.isAlive(state.pid)) throw notRunning(dataDir);
  return state.aws;
}

/** @param {string} dataDir */
function notRunning(dataDir) {
  const relative = path.relative(process.cwd(), dataDir);
  const folder = relative === '' || relative.startsWith('..') ? dataDir : relative;
  return new NotRunningError(
    `no sandbox is running with the data folder ${folder}; start one with npm start, or specify another ` +
      'folder with --data-dir',
  );
}

/**
 * @param {string} file
 * @returns {{ pid: number, aws: string } | undefined} undefined when there is no file
 * @throws {NotRunningError} when the file is damaged
 */
function readState(file) {
  try {
    const { pid, aws } = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (typeof pid === 'number' && typeof aws === 'string') return { pid, aws };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
  }
  throw new NotRunningError(
    `${file} is damaged: it does not contain the addresses of the sandbox. Stop the sandbox that uses ` +
      'that folder, and start it again',
  );
}

module.exports = { NotRunningError, runningUrl, notRunning };
