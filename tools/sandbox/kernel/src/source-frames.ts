/**
 * Maps the frames of a bundle's stack traces to its sources. This happens when a log is read, not in the
 * function's process, which would load a large source map at each cold start and write other logs than on AWS.
 *
 * @see https://tc39.es/ecma426/
 */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source map; some bundlers omit the root. */
type WrittenMap = Omit<SourceMapPayload, 'sourceRoot'> & { readonly sourceRoot?: string };

interface ReadMap {
  readonly modified: number;
  readonly map: SourceMap;
  /** The base of its sources: `sourceRoot`, which Node.js ignores, or its folder. */
  readonly root: string;
}

/** The number of cached source maps: about one for each function under development. */
const MAX_CACHED = 16;

/** By file; the most recently used one is last. */
const maps = new Map<string, ReadMap>();

/** A name from a minifier, which has no meaning. */
const MINIFIED = /\bat (?:async )?(?:new )?[\w$]{1,2} \(([^()]+)\)/g;

/**
 * Returns a text in which each location in the code of a folder, such as `file:///code/handler.mjs:1:2`, is
 * replaced with its source location, such as `apps/food-service/src/lambdas/get/handler.ts:3:4`. A location
 * without a source map is not changed.
 *
 * @param codeFolder absolute path; a file's map is next to it.
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

/** Lines and columns of stack traces start at 1, those of source maps at 0. */
function sourceOf(file: string, line: number, column: number): string | undefined {
  const read = mapOf(`${file}.map`);
  const entry = read?.map.findEntry(line - 1, column - 1);
  if (!read || !entry || !('originalSource' in entry)) return undefined;
  const { originalSource, originalLine, originalColumn } = entry;
  return `${shownPath(originalSource, read.root)}:${originalLine + 1}:${originalColumn + 1}`;
}

/** Returns undefined if there is no valid source map. */
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
    if (maps.size > MAX_CACHED) maps.delete([...maps.keys()][0] ?? '');
    return read;
  } catch {
    return undefined;
  }
}

/** Relative to the working directory, if the source is in it. */
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
