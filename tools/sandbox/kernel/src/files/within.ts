/** Paths made of names that something else chose: a template, an assembly, a request. */
import { join } from 'node:path';

/** A name that can't be a file's; the message says which and why. */
export class UnsafeNameError extends Error {
  override readonly name = 'UnsafeNameError';
}

/** The most bytes that the usual file systems give a name. */
const MAX_BYTES = 255;

/**
 * Returns the path of `names` below a folder, one level each.
 *
 * @throws {UnsafeNameError} when a name would lead elsewhere, or names no file.
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
