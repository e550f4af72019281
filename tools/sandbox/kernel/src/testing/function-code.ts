/** The code of Lambda functions, as in an asset folder. */
import { mkdirSync, writeFileSync } from 'node:fs';

/** Writes `handler.mjs` into a folder, for the handler `handler.handler`. Returns the folder. */
export function functionCode(folder: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/handler.mjs`, source);
  return folder;
}

/** Returns the source of a handler that returns the value of an expression of `event` and `context`. */
export function answering(expression: string): string {
  return `export const handler = async (event, context) => (${expression});`;
}
