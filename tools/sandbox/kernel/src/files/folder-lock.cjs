// @ts-check
/** The lock of a data folder, and the checks before it is used. JavaScript without packages: see cli/options.cjs. */
const childProcess = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const own = require('./own-folder.cjs');

/** Thrown for a data folder that can't be used; the message is one line with the reason. */
class DataFolderError extends Error {
  /** @override */
  name = 'DataFolderError';
}

/** @param {string} folder */
function lockFile(folder) {
  return path.join(folder, 'lock');
}

/** Returns the content of a lock file of this process. */
function lockContent() {
  return JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) });
}

/**
 * Asserts that no running sandbox uses a folder. A lock outlives a killed process, whose ID another
 * process may have now, so start times are compared too, if both are known.
 *
 * @param {string} folder
 * @throws {DataFolderError} when a running sandbox uses it
 */
function assertUnlocked(folder) {
  const holder = readHolder(lockFile(folder));
  if (holder && isAlive(holder.pid) && isSameStart(holder.startedAt, startTime(holder.pid))) {
    throw new DataFolderError(
      `another sandbox (process ${holder.pid}) is using ${folder}; stop it, or choose another ` +
        'folder with --data-dir',
    );
  }
}

/**
 * Asserts that a sandbox can create or use a folder, without creating it.
 *
 * @param {string} folder
 * @throws {DataFolderError} when it is not a folder, contains other files, or is not writable
 */
function assertUsable(folder) {
  const { W_OK, X_OK } = fs.constants;
  try {
    own.assertOwn(folder);
    const existing = nearest(folder);
    if (!fs.statSync(existing).isDirectory()) throw notAFolder();
    fs.accessSync(existing, W_OK | X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
}

/**
 * Returns the folder itself, or its closest existing ancestor.
 *
 * @param {string} folder
 * @returns {string}
 */
function nearest(folder) {
  try {
    fs.lstatSync(folder);
    return folder;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || path.dirname(folder) === folder) throw error;
    return nearest(path.dirname(folder));
  }
}

function notAFolder() {
  return Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}

/**
 * Converts an error of the file system to a `DataFolderError` with a readable reason.
 *
 * @param {string} folder
 * @param {unknown} error
 */
function unusable(folder, error) {
  if (error instanceof DataFolderError) return error;
  return new DataFolderError(`the data folder ${folder} can't be used: ${reason(error)}`);
}

/** @param {unknown} error */
function reason(error) {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission to write there';
    case 'EROFS':
      return 'its file system is read-only';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'it is not a folder';
    default:
      return /** @type {Error} */ (error).message;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}

/**
 * @param {string} file
 * @returns {{ pid: number, startedAt: string } | undefined} undefined if the file is missing or invalid
 */
function readHolder(file) {
  try {
    const { pid, startedAt } = JSON.parse(fs.readFileSync(file, 'utf8'));
    const isHolder = typeof pid === 'number' && typeof startedAt === 'string';
    return isHolder ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns whether a process exists, of this user or another.
 *
 * @param {number} pid
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Returns whether two start times can be of the same process. Times of different formats are not comparable:
 * earlier versions recorded dates on Linux, too.
 *
 * @param {string} recorded
 * @param {string} actual
 */
function isSameStart(recorded, actual) {
  const isComparable = recorded !== '' && actual !== '' && formatOf(recorded) === formatOf(actual);
  return !isComparable || recorded === actual;
}

/** @param {string} start */
function formatOf(start) {
  return start.startsWith(BOOT) ? 'since boot' : 'date';
}

const BOOT = 'boot ';

/** `starttime` is field 22 of `/proc/<pid>/stat`; field 3 is the first one after the program's name. */
const START_TICKS = 22 - 3;

/**
 * Returns when a process started; empty if that is unknown.
 *
 * @param {number} pid
 */
function startTime(pid) {
  try {
    return process.platform === 'linux' ? ticksSinceBoot(pid) : startDate(pid);
  } catch {
    return '';
  }
}

/**
 * Reads Linux's `/proc`, since `ps` takes as long as all other checks of a start.
 *
 * @param {number} pid
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function ticksSinceBoot(pid) {
  const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TICKS];
  return `${BOOT}${boot}, ${ticks} ticks`;
}

/**
 * Returns the start time as `ps` prints it, in UTC.
 *
 * @param {number} pid
 */
function startDate(pid) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const args = ['-o', 'lstart=', '-p', String(pid)];
  return childProcess.execFileSync('ps', args, { encoding: 'utf8', env }).trim();
}

module.exports = {
  DataFolderError,
  lockFile,
  lockContent,
  assertUnlocked,
  assertUsable,
  unusable,
  isAlive,
};
