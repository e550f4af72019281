/** Paths that contain untrusted names: of a template, an assembly or a request. */
import { join } from 'node:path';

/** Thrown for a name that is not a valid file name; the message has the name and the reason. */
export class UnsafeNameError extends Error {
  override readonly name = 'UnsafeNameError';
}

/** The maximum length of a file name in common file systems, in bytes. */
const MAX_BYTES = 255;

/**
 * Returns the path of `names` below a folder, one level each.
 *
 * @throws {UnsafeNameError} when a name would lead out of the folder, or is not a file name.
 */
export function within(folder: string, ...names: readonly string[]): string {
  for (const name of names) assertFileName(name);
  return join(folder, ...names);
}

function assertFileName(name: string): void {
  const reason = unsafe(name);
  if (reason !== undefined) {
    throw new UnsafeNameError(`${JSON.stringify(name)} can't be the name of a file: ${reason}`);
  }
}

function unsafe(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name === '.' || name === '..') return 'it contains the path of another folder';
  if (/[/\\]/.test(name)) return 'it contains a slash';
  if (/\p{Cc}/u.test(name)) return 'it contains a control character';
  return Buffer.byteLength(name) > MAX_BYTES ? `it is longer than ${MAX_BYTES} bytes` : undefined;
}
