// @ts-check
/**
 * Checks whether a folder belongs to a sandbox, which changes the modes of all files in it.
 * JavaScript without packages: see cli/options.cjs.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The file that marks a folder as a sandbox's. */
const MARK = '.sandbox-folder';

/** Top-level names that earlier versions created, which did not mark their folders. */
const OWN_NAMES = /^(lock|sandbox\.json|ca(-key)?\.pem|listener(-key)?\.pem|watch|\d{12})(\.new)?$/;
/** Files that file managers create. */
const IGNORED_NAMES = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/**
 * Asserts that a folder does not exist yet, is empty, or belongs to a sandbox.
 *
 * @param {string} folder
 * @throws {Error} with the reason, when the folder must not be changed
 */
function assertOwn(folder) {
  const resolved = path.resolve(folder);
  if (resolved === path.parse(resolved).root) throw new Error('it is the root of the file system');
  if (resolved === path.resolve(os.homedir())) throw new Error('it is your home folder');
  const stats = fs.lstatSync(resolved, { throwIfNoEntry: false });
  if (!stats) return;
  assertOwnersFolder(stats);
  if (fs.existsSync(path.join(resolved, MARK))) return;
  const foreign = fs
    .readdirSync(resolved)
    .find((name) => !OWN_NAMES.test(name) && !IGNORED_NAMES.has(name));
  if (foreign !== undefined) {
    throw new Error(
      `it contains ${foreign}, which is not part of a sandbox; choose an empty folder`,
    );
  }
}

/** @param {fs.Stats} stats */
function assertOwnersFolder(stats) {
  if (stats.isSymbolicLink()) throw new Error('it is a symbolic link; specify the folder itself');
  if (!stats.isDirectory()) throw new Error('it is not a folder');
  const user = process.getuid?.();
  if (user !== undefined && stats.uid !== user) throw new Error('it belongs to another user');
}

module.exports = { MARK, assertOwn };
