/** Finds identifiers in pages that the code does not have, such as a renamed function. */

/** Camel case such as `clientRequestPipeline`: other words in code format are often commands or values. */
const IDENTIFIER = /`([a-z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*)(?:\(\))?`/g;

/** Decision records may name former identifiers, and runbooks fields of AWS's responses. */
const NOT_ABOUT_CODE = /^docs\/(adr\/\d|runbooks\/)/;

/**
 * Returns the identifiers of pages that occur nowhere in the code, as `<page>: <identifier>`, sorted.
 * @param pages the text of pages, by their path
 * @param code the texts that may define or use an identifier
 */
export function identifierProblems(
  pages: ReadonlyMap<string, string>,
  code: Iterable<string>,
): readonly string[] {
  const words = new Set([...code].flatMap((text) => text.match(/[A-Za-z0-9_$]+/g) ?? []));
  return [...pages]
    .filter(([page]) => !NOT_ABOUT_CODE.test(page))
    .flatMap(([page, text]) => {
      const named = [...text.matchAll(IDENTIFIER)].map(([, name = '']) => name);
      return [...new Set(named)]
        .filter((name) => !words.has(name))
        .map((name) => `${page}: ${name}`);
    })
    .sort();
}
