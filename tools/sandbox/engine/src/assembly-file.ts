/** The files of a cloud assembly. Each has to be in its folder, with links resolved. */
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { z } from 'zod';
import { oneLine, reasonOf } from '@sandbox/kernel/one-line';

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
 * Returns the folder of a nested assembly, which has to be below its parent, so that nesting is finite.
 *
 * @param parent the folder of the assembly that contains it.
 * @param id of the artifact in the parent's manifest.
 * @param directoryName of the artifact.
 * @throws {Error} when the name is missing, or is that of a folder elsewhere or of the parent itself.
 */
export function nestedFolder(
  parent: string,
  id: string,
  directoryName: string | undefined,
): string {
  if (directoryName === undefined) {
    throw new Error(`${parent}: the nested assembly ${id} has no directoryName`);
  }
  const folder = fileOf(parent, directoryName, `the nested assembly ${id}`);
  if (existsSync(folder) && realpathSync(folder) === realpathSync(parent)) {
    throw new Error(`${parent}: the nested assembly ${id} is the assembly itself`);
  }
  return folder;
}

/**
 * Returns the content of a JSON file of an assembly.
 *
 * @throws {Error} with the file, when it is missing, is not JSON or does not match the schema.
 */
export function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return validJson(file, readFileSync(file, 'utf8'), schema);
}

/** Returns the value of a file's text. @throws {Error} with the file, when it is not JSON or does not match the schema. */
export function validJson<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  const result = schema.safeParse(parsedJson(file, text));
  if (result.success) return result.data;
  throw new Error(`${file} is not a valid cloud assembly file: ${oneLine(result.error)}`);
}

/** Returns the value of a file's text. @throws {Error} with the file, when it is not JSON. */
export function parsedJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${reasonOf(error)}`, { cause: error });
  }
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
