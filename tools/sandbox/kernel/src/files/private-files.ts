/**
 * Files and folders for their owner alone, whatever the umask. A symbolic link in the place of one is
 * never followed: it is replaced when written, and refused when read.
 *
 * Windows has neither the modes nor `O_NOFOLLOW`; a user's folders are private there by their ACLs.
 */
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

const OWNER_ONLY = 0o077;
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Makes a folder, with those above it, or takes away what others may do in the one that is there.
 *
 * @throws {Error} when a symbolic link or a file has its place.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is a symbolic link`);
  chmodSync(folder, FOLDER_MODE);
}

/**
 * Writes a whole file in the place of an older one: a reader never sees half of it, whatever ends the
 * process or fills the disk.
 *
 * @throws {Error} with the file system's code, when it can't be written; the older one is as it was then.
 */
export function writePrivateFile(file: string, text: string): void {
  const written = `${file}.new`;
  rmSync(written, { recursive: true, force: true });
  createPrivateFile(written, text);
  try {
    renameSync(written, file);
  } catch (error) {
    removeIfPossible(written);
    throw error;
  }
}

/**
 * Leaves no half of a file behind.
 *
 * @throws {Error} with the code `EEXIST` when something has that name already, or that of the failure.
 */
export function createPrivateFile(file: string, text: string): void {
  const descriptor = openSync(file, NEW_FILE, FILE_MODE);
  try {
    fchmodSync(descriptor, FILE_MODE);
    writeFileSync(descriptor, text);
  } catch (error) {
    removeIfPossible(file);
    throw named(file, error);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes a file or folder. Where that fails, what failed before is what counts. */
export function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}

/** The file system names no path in the failures of an open file. */
function named(file: string, error: unknown): Error {
  const { message, code } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(`${message} ${file}`, { cause: error }), { code });
}

/**
 * Renames a file or folder that can't be used, so that another can take its place.
 *
 * @returns its new path, which ends in `.unreadable`, with a number where that is taken.
 */
export function moveAside(path: string): string {
  const free = (aside: string, number: number): string =>
    existsSync(aside) ? free(`${path}.unreadable-${number}`, number + 1) : aside;
  const aside = free(`${path}.unreadable`, 2);
  renameSync(path, aside);
  return aside;
}

/**
 * Returns the text of a file; undefined if there is none.
 *
 * @throws {Error} when it is a symbolic link, or can't be read.
 */
export function readPrivateFile(file: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw code === 'ELOOP' ? new Error(`${file} is a symbolic link`) : error;
  }
  try {
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Takes away what the group and others may do with a file or folder; its owner keeps what it may. */
export function makePrivate(path: string): void {
  const { mode } = lstatSync(path);
  if ((mode & OWNER_ONLY) !== 0) chmodSync(path, mode & 0o7700);
}
