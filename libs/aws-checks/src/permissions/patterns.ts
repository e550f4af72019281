/**
 * Returns whether an IAM pattern, in which `*` matches any text and `?` one character, matches a text.
 * Ignores case, as IAM does in actions; the ARNs compared here do not differ only in case.
 */
export function matches(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);
}
