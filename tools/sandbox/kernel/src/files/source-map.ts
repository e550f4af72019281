/** Source maps of bundles that were moved to another folder than they were built in. */

const KEY = /"sourceRoot"\s*:/;

/**
 * Returns a map whose sources are found from anywhere: what they are relative to is written into it. One
 * that says so itself, or that is none, stays as it is.
 *
 * @param map JSON text.
 * @param folder absolute: where the map was written first.
 * @see https://tc39.es/ecma426/#json-sourceRoot
 */
export function withSourceRoot(map: string, folder: string): string {
  // By hand: a map is half a megabyte of JSON, and nothing else of it changes.
  const start = /^\s*\{(?=\s*")/.exec(map)?.[0];
  if (start === undefined || KEY.test(map)) return map;
  const root = JSON.stringify(folder.endsWith('/') ? folder : `${folder}/`);
  return `${start}"sourceRoot":${root},${map.slice(start.length)}`;
}
