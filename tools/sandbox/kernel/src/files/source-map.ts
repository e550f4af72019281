/** Source maps of bundles that were moved out of their build folder. */

const KEY = /"sourceRoot"\s*:/;

/**
 * Returns a source map with a `sourceRoot`, so that its sources are found from any folder. One that has a root, or is
 * not valid, is not changed.
 *
 * @param map JSON text.
 * @param folder absolute path of the folder that the map was built in.
 * @see https://tc39.es/ecma426/#json-sourceRoot
 */
export function withSourceRoot(map: string, folder: string): string {
  // Edited as text, since a map is half a megabyte of JSON, and nothing else of it changes.
  const start = /^\s*\{(?=\s*")/.exec(map)?.[0];
  if (start === undefined || KEY.test(map)) return map;
  const root = JSON.stringify(folder.endsWith('/') ? folder : `${folder}/`);
  return `${start}"sourceRoot":${root},${map.slice(start.length)}`;
}
