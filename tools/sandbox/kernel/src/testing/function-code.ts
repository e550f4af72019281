/** Code of Lambda functions, as an asset folder holds it. */
import { mkdirSync, writeFileSync } from 'node:fs';

/** Writes `handler.mjs` into a folder, to be run as `handler.handler`; returns the folder. */
export function functionCode(folder: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/handler.mjs`, source);
  return folder;
}

/** An invocation that answers with the JSON text of a value. */
export function answering(expression: string): string {
  return `export const handler = async (event, context) => (${expression});`;
}
