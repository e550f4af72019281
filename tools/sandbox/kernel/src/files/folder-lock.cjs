// @ts-check
/** Who has a data folder, and why one can't be used. JavaScript without packages: see cli/options.cjs. */
const childProcess = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const own = require('./own-folder.cjs');

/** A folder that can't be used; the message says why, in one line. */
class DataFolderError extends Error {
  /** @override */
  name = 'DataFolderError';
}

/** @param {string} folder */
function lockFile(folder) {
  return path.join(folder, 'lock');
}

/** Returns what this process writes into a lock file. */
function lockContent() {
  return JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) });
}

/**
 * Makes sure that no running sandbox has a folder. A lock outlives a killed process; its number may by
 * now be another's, so its start counts too, where both are known.
 *
 * @param {string} folder
 * @throws {DataFolderError} when one has it
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
 * Makes sure that a folder can be made and written, or is a sandbox's to fill, without making it.
 *
 * @param {string} folder
 * @throws {DataFolderError} when it is no folder, holds something else, or there is no permission to write
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
 * The folder itself, or the one that it would be made in.
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
 * Returns what the file system threw at a data folder, in words.
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
 * @returns {{ pid: number, startedAt: string } | undefined} undefined where it says nothing of use
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
 * Whether a process runs, of this user or another.
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
 * Whether both are of one process, as far as they tell: an earlier version noted the start in another form.
 *
 * @param {string} noted
 * @param {string} found
 */
function isSameStart(noted, found) {
  const isComparable = noted !== '' && found !== '' && formOf(noted) === formOf(found);
  return !isComparable || noted === found;
}

/** @param {string} start */
function formOf(start) {
  return start.startsWith(BOOT) ? 'since boot' : 'date';
}

const BOOT = 'boot ';

/** The field of `/proc/<pid>/stat` behind the name of the program; man 5 proc counts from 1, with two before it. */
const START_TICKS = 22 - 3;

/**
 * When a process started; empty where that can't be known.
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
 * From Linux's own files: `ps` takes as long as the rest of a start's checks.
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
 * As `ps` shows it, in UTC.
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
