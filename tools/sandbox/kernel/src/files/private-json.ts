/** JSON files of a data folder, which may be damaged. */
import type { z } from 'zod';
import { oneLine } from '../one-line';
import { readPrivateFile } from './private-files';

/**
 * Returns the validated content of a file; undefined if there is none.
 *
 * @throws {Error} whose message says in one line why it can't be used, such as `it is not JSON`.
 */
export function readPrivateJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): z.output<Schema> | undefined {
  const text = readPrivateFile(file);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new Error(oneLine(parsed.error));
}

/** The parser's message quotes the text, including line breaks. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(text.trim() === '' ? 'it is empty' : 'it is not JSON', { cause });
  }
}
