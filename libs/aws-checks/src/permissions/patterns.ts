/**
 * Whether a pattern of IAM's, in which `*` stands for any text and `?` for one character, fits a text.
 * Upper and lower case are the same, as in IAM's actions; AWS's ARNs here differ in more than that.
 */
export function matches(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);
}
