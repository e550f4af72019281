/**
 * The texts of a policy that a request's values are compared with: with wildcards, and with policy
 * variables such as `${aws:PrincipalAccount}` where the policy's version has them.
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

/** `text` may hold wildcards; `literal` is one of the characters that would be one. */
type Part =
  { readonly text: string } | { readonly literal: string } | { readonly variable: Variable };

/** What a text comes to: as a pattern with its wildcards, and where they are plain characters. */
export interface ResolvedText {
  readonly pattern: Pattern;
  readonly plain: string;
}

export interface PolicyText {
  /** Undefined where a variable stands in the text, so that it depends on the request. */
  readonly fixed: ResolvedText | undefined;
  /** Undefined where a variable has no value: then nothing is equal to the text, or like it. */
  resolve(request: AccessRequest): ResolvedText | undefined;
}

const VARIABLE = /\$\{([^}]*)\}/;
const NAME_AND_DEFAULT = /^\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?$/;

/**
 * @param hasVariables whether the policy's `Version` is 2012-10-17; before, `${` is plain text.
 * @throws {Error} at a variable that can't be read, is not known here, or has several values.
 */
export function policyText(text: string, hasVariables: boolean): PolicyText {
  const parts: readonly Part[] = hasVariables ? partsOf(text) : [{ text }];
  const fixedParts = parts.flatMap((part) => ('variable' in part ? [] : [fixedPart(part)]));
  if (fixedParts.length === parts.length) {
    const fixed = join(fixedParts);
    return { fixed, resolve: () => fixed };
  }
  return {
    fixed: undefined,
    resolve: (request) => {
      const resolved = parts.map((part) =>
        'variable' in part ? value(part.variable, request) : fixedPart(part),
      );
      return resolved.every((part) => part !== undefined) ? join(resolved) : undefined;
    },
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

/** A variable's value has no wildcards: a `*` in it stands for itself. */
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
