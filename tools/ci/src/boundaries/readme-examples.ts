/**
 * Compares the TypeScript in READMEs with files that are compiled or tested. A block names its file, and a
 * region of it if it is not the whole file: `ts file=test/example.spec.ts region=example`.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A block of TypeScript in a README. */
export interface Example {
  /** Path of the README. */
  readonly readme: string;
  /** Line of the README at which the block begins, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** The file with the same code, relative to the README's folder. */
  readonly file?: string;
  /** The part of the file between `// #region <name>` and `// #endregion`. @default all of it */
  readonly region?: string;
}

const BLOCK = /^```(?:ts|tsx|typescript)\b(.*)\n([\s\S]*?)^```$/gm;

/** Returns all TypeScript blocks of a README. */
export function examplesIn(readme: string, text: string): readonly Example[] {
  return [...text.matchAll(BLOCK)].map(({ index, 1: info = '', 2: code = '' }) => {
    const [file, region] = ['file', 'region'].map(
      (key) => new RegExp(`${key}=(\\S+)`).exec(info)?.[1],
    );
    const line = text.slice(0, index).split('\n').length;
    return { readme, line, code, ...(file && { file }), ...(region && { region }) };
  });
}

/** Returns the problem of an example, or undefined when its file has the same code. */
export function problemOf({ readme, line, code, file, region }: Example): string | undefined {
  const where = `${readme}:${line}`;
  if (file === undefined) {
    return `${where}: name the file that holds this code, such as \`\`\`ts file=test/readme-example.spec.ts`;
  }
  const source = path.join(path.dirname(readme), file);
  if (!existsSync(source)) return `${where}: there is no ${source}`;
  const text = readFileSync(source, 'utf8');
  const expected = region === undefined ? text : regionOf(text, region);
  if (expected === undefined) return `${where}: ${source} has no '// #region ${region ?? ''}'`;
  return expected === code
    ? undefined
    : `${where}: differs from ${source}; it should be\n${expected}`;
}

/** Returns the lines of a region, without their common indentation. */
function regionOf(text: string, name: string): string | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line, index) => index > start && line.trim() === '// #endregion');
  if (start === -1 || end === -1) return undefined;
  const inside = lines.slice(start + 1, end);
  const indents = inside.filter((line) => line !== '').map((line) => line.search(/\S/));
  return inside.map((line) => `${line.slice(Math.min(...indents))}\n`).join('');
}
