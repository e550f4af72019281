/** Restricts a data folder to its owner: it contains personal data and a certificate authority's key. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MARK } from './own-folder.cjs';
import { createPrivateFile, makePrivate } from './private-files';

const MARK_TEXT =
  "A sandbox's data: orders, certificates, stacks. Delete this folder to reset the sandbox.\n";

/** Marks a folder as a sandbox's, regardless of its later content. */
export function mark(folder: string): void {
  const file = join(folder, MARK);
  if (!existsSync(file)) createPrivateFile(file, MARK_TEXT);
}

/** `<account>/assets/<asset>/` is this deep; code and the runtime's modules may have links below it. */
const ASSET_DEPTH = 4;

/**
 * Revokes the permissions of others on a data folder and its content, and rejects symbolic links: a sandbox creates
 * none outside of assets.
 *
 * @throws {Error} naming the link.
 */
export function makeAllPrivate(folder: string): void {
  makeTreePrivate(folder, ASSET_DEPTH);
}

/**
 * Revokes the permissions of others on a file or folder and its content. Links are not followed.
 *
 * @param linksFrom the depth from which on links are allowed.
 * @throws {Error} naming a link above that depth.
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
