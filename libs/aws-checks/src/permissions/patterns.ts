/**
 * Whether a pattern of IAM's, in which `*` matches any text and `?` one character, matches a text.
 * Upper and lower case are the same, as in IAM's actions; AWS's ARNs here differ in more than that.
 */
export function matches(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);
}
