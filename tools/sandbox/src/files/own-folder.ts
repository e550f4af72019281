/**
 * Whether a folder is a sandbox's to fill, and what keeps it for its owner alone. The folder holds
 * customers' names and the key of a certificate authority.
 */
import { existsSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { createPrivateFile, makePrivate } from './private-files';

/** The file that marks a folder as a sandbox's. */
const MARK = '.sandbox-folder';
const MARK_TEXT = "A sandbox's data: orders, certificates, stacks. Delete it to forget them.\n";

/** What sandboxes that left no mark made at the top of their folders. */
const OWN_NAMES = /^(lock|sandbox\.json|ca(-key)?\.pem|listener(-key)?\.pem|watch|\d{12})(\.new)?$/;
/** What file managers leave behind. */
const OF_NO_MATTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/**
 * Refuses a folder that a sandbox must neither fill nor change, since something else may be in it.
 *
 * @throws {Error} with the reason, where there is such a folder.
 */
export function assertOwn(folder: string): void {
  const path = resolve(folder);
  if (path === parse(path).root) throw new Error('it is the root of the file system');
  if (path === resolve(homedir())) throw new Error('it is your home folder');
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  assertOwnersFolder(found);
  if (existsSync(join(path, MARK))) return;
  const foreign = readdirSync(path).find(
    (name) => !OWN_NAMES.test(name) && !OF_NO_MATTER.has(name),
  );
  if (foreign !== undefined) {
    throw new Error(`it holds ${foreign}, which is not a sandbox's; name an empty folder`);
  }
}

function assertOwnersFolder(found: Stats): void {
  if (found.isSymbolicLink()) throw new Error('it is a symbolic link; name the folder itself');
  if (!found.isDirectory()) throw new Error('it is not a folder');
  const user = process.getuid?.();
  if (user !== undefined && found.uid !== user) throw new Error('it belongs to another user');
}

/** Marks a folder, so that it is known as a sandbox's whatever it comes to hold. */
export function mark(folder: string): void {
  const file = join(folder, MARK);
  if (!existsSync(file)) createPrivateFile(file, MARK_TEXT);
}

/** `<account>/assets/<asset>/` is this deep; code and the runtime's modules may have links below it. */
const ASSET_DEPTH = 4;

/**
 * Takes away what others may do with a data folder and all that is in it, and looks for symbolic links: no
 * sandbox makes one outside of an asset, so that one there is somebody else's.
 *
 * @throws {Error} naming the link.
 */
export function makeAllPrivate(folder: string): void {
  makeTreePrivate(folder, ASSET_DEPTH);
}

/**
 * Takes away what others may do with a file or folder and all that is in it. Links are not followed.
 *
 * @param linksFrom how deep below it links may be.
 * @throws {Error} naming a link that is not so deep.
 */
export function makeTreePrivate(path: string, linksFrom = 0): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) {
    if (linksFrom <= 0) return;
    throw new Error(`${path} is a symbolic link; remove it`);
  }
  makePrivate(path);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path)) makeTreePrivate(join(path, name), linksFrom - 1);
}
