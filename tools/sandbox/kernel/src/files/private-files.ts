/**
 * Files and folders that only their owner can access, regardless of the umask. A symbolic link at their path is
 * never followed: it is replaced by a write, and rejected by a read.
 *
 * Windows has neither modes nor `O_NOFOLLOW`; a user's folders are private by their ACLs there.
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
 * Creates a folder with its parents, or revokes the permissions of others on an existing one.
 *
 * @throws {Error} when a symbolic link or a file exists at its path.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is a symbolic link`);
  chmodSync(folder, FOLDER_MODE);
}

/**
 * Writes a file atomically: a reader never sees it incomplete, even after a crash or on a full disk.
 *
 * @throws {Error} with the file system's code, when it can't be written; an existing file is not changed.
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
 * Creates a file, and removes it if it is incomplete.
 *
 * @throws {Error} with the code `EEXIST` when the path exists, or with that of another failure.
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

/** Removes a file or folder, and ignores failures, since an earlier error is more important. */
export function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}

/** Adds the path to an error of Node.js, which omits it for a file descriptor. */
function named(file: string, error: unknown): Error {
  const { message, code } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(`${message} ${file}`, { cause: error }), { code });
}

/**
 * Renames an unusable file or folder, so that another one can be created at its path.
 *
 * @returns the new path, which ends in `.unreadable`, with a number if that exists.
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

/** Revokes the permissions of group and others on a file or folder; those of its owner are kept. */
export function makePrivate(path: string): void {
  const { mode } = lstatSync(path);
  if ((mode & OWNER_ONLY) !== 0) chmodSync(path, mode & 0o7700);
}
