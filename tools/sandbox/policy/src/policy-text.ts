/**
 * Texts in a policy that are compared with a request's values: with wildcards, and with policy variables such as
 * `${aws:PrincipalAccount}` if the policy's version supports them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { valueReader, type AccessRequest, type ReadValue } from './access-request';
import { conditionKeyType } from './condition-keys';
import { literalPattern, patternOf, type Pattern } from './wildcard';

interface Variable {
  readonly read: ReadValue;
  readonly fallback: string | undefined;
}

/** `text` may contain wildcards; `literal` is an escaped wildcard character. */
type Part =
  { readonly text: string } | { readonly literal: string } | { readonly variable: Variable };

/** A resolved text: as a pattern with wildcards, and with literal ones. */
export interface ResolvedText {
  readonly pattern: Pattern;
  readonly plain: string;
}

const VARIABLE = /\$\{([^}]*)\}/;
const NAME_AND_DEFAULT = /^\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?$/;

/**
 * Returns the matcher of a text. A text without variables is compiled once, one with variables for each request; if a
 * variable has no value, it matches nothing.
 *
 * @param hasVariables whether the policy's `Version` is 2012-10-17; in older ones, `${` is plain text.
 * @throws {Error} for a malformed, unsupported or multivalued variable.
 */
export function textMatcher(
  text: string,
  hasVariables: boolean,
  compile: (text: ResolvedText) => (value: string) => boolean,
): (value: string, request: AccessRequest) => boolean {
  const parts: readonly Part[] = hasVariables ? partsOf(text) : [{ text }];
  const fixedParts = parts.flatMap((part) => ('variable' in part ? [] : [fixedPart(part)]));
  if (fixedParts.length === parts.length) return compile(join(fixedParts));
  return (actual, request) => {
    const resolved = parts.map((part) =>
      'variable' in part ? value(part.variable, request) : fixedPart(part),
    );
    return resolved.every((part) => part !== undefined) && compile(join(resolved))(actual);
  };
}

function partsOf(text: string): readonly Part[] {
  return text.split(/(\$\{[^}]*\}?)/).flatMap((piece): Part[] => {
    if (!piece.startsWith('${')) return piece === '' ? [] : [{ text: piece }];
    const inner = VARIABLE.exec(piece)?.[1];
    if (inner === '*' || inner === '?' || inner === '$') return [{ literal: inner }];
    return [{ variable: variableOf(inner ?? '', piece) }];
  });
}

function variableOf(inner: string, written: string): Variable {
  const [, key, fallback] = NAME_AND_DEFAULT.exec(inner) ?? [];
  if (key === undefined) {
    throw new Error(`${written} is not a policy variable such as \${aws:PrincipalAccount}`);
  }
  const type = conditionKeyType(key);
  if (type === undefined) throw new Error(`the policy variable ${written} is not supported`);
  if (type === 'multivalued') {
    throw new Error(`${written}: a multivalued key can't be a policy variable`);
  }
  return { read: valueReader(key), fallback };
}

function fixedPart(part: Exclude<Part, { variable: Variable }>): ResolvedText {
  return 'text' in part
    ? { plain: part.text, pattern: patternOf(part.text) }
    : { plain: part.literal, pattern: literalPattern(part.literal) };
}

/** Wildcard characters in a variable's value are literal. */
function value(variable: Variable, request: AccessRequest): ResolvedText | undefined {
  const read = variable.read(request);
  const plain = typeof read === 'string' ? read : variable.fallback;
  return plain === undefined ? undefined : { plain, pattern: literalPattern(plain) };
}

function join(parts: readonly ResolvedText[]): ResolvedText {
  return {
    plain: parts.map(({ plain }) => plain).join(''),
    pattern: parts.flatMap(({ pattern }) => pattern),
  };
}
