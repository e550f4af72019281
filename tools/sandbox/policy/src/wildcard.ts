/**
 * IAM's wildcards: `*` matches any text, `?` one character. Matching backtracks to the last `*` only, so that the
 * number of steps is at most the product of the lengths of pattern and value.
 */

/** A pattern as UTF-16 code units, with `ANY` and `ONE` for the wildcards. */
export type Pattern = readonly number[];

const ANY = -1;
const ONE = -2;
const COLON = ':'.charCodeAt(0);

/** Returns the matcher of a text with wildcards. */
export function wildcard(text: string, ignoreCase = false): (value: string) => boolean {
  const matches = compilePattern(patternOf(ignoreCase ? text.toLowerCase() : text));
  return ignoreCase ? (value) => matches(value.toLowerCase()) : matches;
}

/** Returns the matcher of a pattern; most have no wildcard, or one at the end. */
export function compilePattern(pattern: Pattern): (value: string) => boolean {
  const wildcards = pattern.filter((unit) => unit < 0).length;
  const trailing = pattern.at(-1) === ANY;
  if (wildcards > (trailing ? 1 : 0)) return (value) => matchesPattern(pattern, value);
  const text = String.fromCharCode(...pattern.filter((unit) => unit >= 0));
  if (!trailing) return (value) => value === text;
  return text === '' ? () => true : (value) => value.startsWith(text);
}

/** Returns the pattern of a text with the wildcards `*` and `?`. */
export function patternOf(text: string): Pattern {
  return codeUnits(text).map((unit, index) => {
    if (text[index] === '*') return ANY;
    return text[index] === '?' ? ONE : unit;
  });
}

/** Returns the pattern of a text with literal `*` and `?`. */
export function literalPattern(text: string): Pattern {
  return codeUnits(text);
}

/** Splits a pattern at its first colons, like an ARN; the last part contains the remaining ones. */
function splitAtColons(pattern: Pattern, parts: number): readonly Pattern[] {
  const split: number[][] = [[]];
  for (const unit of pattern) {
    if (unit === COLON && split.length < parts) split.push([]);
    else split.at(-1)?.push(unit);
  }
  return split;
}

/** The partition, the service, the Region, the account and the resource, after `arn`. */
export const ARN_PARTS = 6;

/**
 * Returns a matcher that compares the parts between the first colons separately, so that no wildcard spans one of
 * these colons.
 *
 * @param parts the maximum number of parts; the last contains further colons.
 */
export function compileParts(pattern: Pattern, parts: number): (value: string) => boolean {
  const matchers = splitAtColons(pattern, parts).map(compilePattern);
  return (value) => {
    const values = partsOf(value, parts);
    return (
      values.length === matchers.length &&
      matchers.every((matches, index) => matches(values[index] ?? ''))
    );
  };
}

function partsOf(value: string, count: number): readonly string[] {
  const parts = value.split(':');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}

export function matchesPattern(pattern: Pattern, value: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < value.length;) {
    const unit = pattern[at];
    if (unit === ANY) {
      star = at++;
      retry = index;
    } else if (unit !== undefined && (unit === ONE || unit === value.charCodeAt(index))) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === ANY) at++;
  return at === pattern.length;
}

function codeUnits(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
