/**
 * Leads the frames of a bundle's stack traces to the sources that it was built from. Done where a log
 * is read rather than in the function's process, which would read a map of megabytes at each cold start
 * and write another log than on AWS.
 *
 * @see https://tc39.es/ecma426/
 */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As bundlers write it: some leave the root out. */
type WrittenMap = Omit<SourceMapPayload, 'sourceRoot'> & { readonly sourceRoot?: string };

interface ReadMap {
  readonly modified: number;
  readonly map: SourceMap;
  /** What its sources are relative to: `sourceRoot`, which Node.js leaves aside, or its folder. */
  readonly root: string;
}

/** How many maps are kept: about one for each function that somebody is at work on. */
const KEPT = 16;

/** By file; the one that was used last is the last one. */
const maps = new Map<string, ReadMap>();

/** A name from a minifier, which has no meaning. */
const MINIFIED = /\bat (?:async )?(?:new )?[\w$]{1,2} \(([^()]+)\)/g;

/**
 * Returns a text with each place in the code of a folder, such as `file:///code/handler.mjs:1:2`, as the
 * place in its source, such as `apps/food-service/src/lambdas/get/handler.ts:3:4`. A place without a map
 * stays as it is.
 *
 * @param codeFolder absolute; a file's map is beside it.
 */
export function withSourceFrames(text: string, codeFolder: string): string {
  const folders = [...new Set([codeFolder, real(codeFolder)])].filter((each) =>
    text.includes(each),
  );
  const folder = folders.at(-1);
  if (folder === undefined) return text;
  const place = new RegExp(`(?:file://)?(${escaped(folder)}/[^\\s()"'\\\\]+?):(\\d+):(\\d+)`, 'g');
  const mapped = text.replace(
    place,
    (found, file: string, line: string, column: string) =>
      sourceOf(file, Number(line), Number(column)) ?? found,
  );
  return mapped === text ? text : mapped.replace(MINIFIED, 'at $1');
}

/** Lines and columns of stack traces begin at 1, those of maps at 0. */
function sourceOf(file: string, line: number, column: number): string | undefined {
  const read = mapOf(`${file}.map`);
  const entry = read?.map.findEntry(line - 1, column - 1);
  if (!read || !entry || !('originalSource' in entry)) return undefined;
  const { originalSource, originalLine, originalColumn } = entry;
  return `${shownPath(originalSource, read.root)}:${originalLine + 1}:${originalColumn + 1}`;
}

/** Undefined where there is no map, or none that can be read. */
function mapOf(file: string): ReadMap | undefined {
  try {
    const modified = statSync(file).mtimeMs;
    let read = maps.get(file);
    if (read?.modified !== modified) {
      const payload = JSON.parse(readFileSync(file, 'utf8')) as WrittenMap;
      const root = resolve(dirname(file), pathOf(payload.sourceRoot ?? ''));
      read = { modified, root, map: new SourceMap(payload as SourceMapPayload) };
    }
    maps.delete(file);
    maps.set(file, read);
    if (maps.size > KEPT) maps.delete([...maps.keys()][0] ?? '');
    return read;
  } catch {
    return undefined;
  }
}

/** Relative to where the sandbox runs, if the source is there. */
function shownPath(source: string, root: string): string {
  const path = resolve(root, pathOf(source));
  const here = relative(process.cwd(), path);
  return here.startsWith('..') ? path : here;
}

function pathOf(pathOrUrl: string): string {
  return pathOrUrl.startsWith('file:') ? fileURLToPath(pathOrUrl) : pathOrUrl;
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
