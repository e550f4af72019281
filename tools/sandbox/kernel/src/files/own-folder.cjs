// @ts-check
/**
 * Whether a folder is a sandbox's to fill: the sandbox changes the modes of all that is in it.
 * JavaScript without packages: see cli/options.cjs.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The file that marks a folder as a sandbox's. */
const MARK = '.sandbox-folder';

/** What sandboxes that left no mark made at the top of their folders. */
const OWN_NAMES = /^(lock|sandbox\.json|ca(-key)?\.pem|listener(-key)?\.pem|watch|\d{12})(\.new)?$/;
/** What file managers leave behind. */
const OF_NO_MATTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/**
 * Refuses a folder that a sandbox must neither fill nor change, since something else may be in it.
 *
 * @param {string} folder
 * @throws {Error} with the reason, where there is such a folder
 */
function assertOwn(folder) {
  const resolved = path.resolve(folder);
  if (resolved === path.parse(resolved).root) throw new Error('it is the root of the file system');
  if (resolved === path.resolve(os.homedir())) throw new Error('it is your home folder');
  const found = fs.lstatSync(resolved, { throwIfNoEntry: false });
  if (!found) return;
  assertOwnersFolder(found);
  if (fs.existsSync(path.join(resolved, MARK))) return;
  const foreign = fs
    .readdirSync(resolved)
    .find((name) => !OWN_NAMES.test(name) && !OF_NO_MATTER.has(name));
  if (foreign !== undefined) {
    throw new Error(
      `it contains ${foreign}, which is not part of a sandbox; choose an empty folder`,
    );
  }
}

/** @param {fs.Stats} found */
function assertOwnersFolder(found) {
  if (found.isSymbolicLink()) throw new Error('it is a symbolic link; specify the folder itself');
  if (!found.isDirectory()) throw new Error('it is not a folder');
  const user = process.getuid?.();
  if (user !== undefined && found.uid !== user) throw new Error('it belongs to another user');
}

module.exports = { MARK, assertOwn };
