/** The files of a cloud assembly. Each has to be in its folder, with links resolved. */
import { lstatSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Returns the path of a file or folder of an assembly, which need not exist.
 *
 * @param path as in the assembly, relative to its folder.
 * @param what describes it in errors, such as `the template of stack food`.
 * @param root the folder that it has to be in; the outermost assembly for assets of a nested one.
 * @throws {Error} when it is outside of the folder, or a link leads there.
 */
export function fileOf(folder: string, path: string, what: string, root = folder): string {
  const file = resolve(folder, path);
  if (path.includes('\0') || isAbsolute(path) || !isWithin(root, file)) {
    throw new Error(`${folder}: ${what} is ${JSON.stringify(path)}, outside of the assembly`);
  }
  assertLinkWithin(root, file, what);
  return file;
}

/**
 * Asserts that a link does not lead out of a folder, or to nothing.
 *
 * @param file below the folder; it need not exist.
 * @param what describes the file in errors.
 * @throws {Error} naming the link.
 */
export function assertLinkWithin(folder: string, file: string, what: string): void {
  if (!lstatSync(file, { throwIfNoEntry: false })) return;
  const target = targetOf(file);
  if (target !== undefined && isWithin(realpathSync(folder), target)) return;
  throw new Error(
    `${what}: ${file} is a link to ${target ?? 'nothing'}; the target must be in its folder`,
  );
}

/** Returns undefined for a broken link. */
function targetOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function isWithin(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
