/** Text schemas that API Gateway's validator and the functions evaluate alike. */
import * as z from 'zod/mini';

/** Returns a text schema whose error distinguishes a missing field from one of another type. */
export const text = (kind = 'must be text') =>
  z.string({ error: (issue) => (issue.input === undefined ? 'is missing' : kind) });

/**
 * One character, for a pattern. API Gateway's validator reads patterns without the `u` flag, so there a
 * character outside the Basic Multilingual Plane is two; this matches it as one with and without the flag.
 * Half of such a pair is rejected, since it has no UTF-8 encoding and the table would return another text
 * than was sent. So is U+FFFD, with which API Gateway replaces bytes that are not UTF-8.
 */
export const character = (except = '') =>
  String.raw`(?:[^${except}\uD800-\uDFFF\uFFFD]|[\uD800-\uDBFF][\uDC00-\uDFFF])`;

/** Returns a pattern of characters with a quantifier such as `{0,500}`. */
export function characters(quantifier: string): RegExp {
  return new RegExp(`^${character()}${quantifier}$`, 'u');
}
