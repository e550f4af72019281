/**
 * Filter patterns of CloudWatch Logs for unstructured events: terms that a message has to contain.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

/** Thrown for an invalid pattern, or one of an unsupported type. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError';
}

interface Term {
  readonly kind: 'required' | 'optional' | 'excluded';
  readonly text: string;
}

const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;
const KINDS = { '': 'required', '?': 'optional', '-': 'excluded' } as const;

/**
 * Returns a predicate for messages with all plain terms, one of the `?optional` ones if there are
 * any and no plain ones, and none of the `-excluded` ones. Terms are case-sensitive.
 *
 * @throws {FilterPatternError} for JSON, field and regular expression patterns, and invalid ones.
 */
export function filterPattern(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed)) {
    throw new FilterPatternError(
      'Invalid filter pattern: the sandbox supports terms only, not { … }, [ … ] or %…%',
    );
  }
  const terms = termsOf(trimmed);
  const texts = (kind: Term['kind']) =>
    terms.filter((term) => term.kind === kind).map(({ text }) => text);
  const [required, optional, excluded] = [texts('required'), texts('optional'), texts('excluded')];
  return (message) => {
    const holds = (text: string) => message.includes(text);
    if (excluded.some(holds) || !required.every(holds)) return false;
    return required.length > 0 || optional.length === 0 || optional.some(holds);
  };
}

function termsOf(pattern: string): readonly Term[] {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.length) {
    const at = TERM.lastIndex;
    const [, sign = '', quoted, plain = ''] = TERM.exec(pattern) ?? [];
    if (TERM.lastIndex === 0)
      throw new FilterPatternError(`Invalid filter pattern: ${pattern.slice(at)}`);
    if (quoted === undefined && !/^\w+$/.test(plain)) {
      throw new FilterPatternError(`Invalid character(s) in term '${plain}'`);
    }
    const kind = KINDS[sign === '?' || sign === '-' ? sign : ''];
    terms.push({ kind, text: quoted?.replace(/\\(.)/g, '$1') ?? plain });
  }
  return terms;
}
