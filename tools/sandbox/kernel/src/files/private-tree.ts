/** What keeps a data folder for its owner alone: it holds customers' names and a certificate authority's key. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MARK } from './own-folder.cjs';
import { createPrivateFile, makePrivate } from './private-files';

const MARK_TEXT = "A sandbox's data: orders, certificates, stacks. Delete it to forget them.\n";

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
