/**
 * An independent implementation of conditions as AWS's documentation describes them: value by value, not
 * optimized, and without code of the sandbox's evaluator.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Request, StatementDocument } from './documents';

type Values = readonly string[];

/** Returns whether all operators and keys of a block match. */
export function conditionsHold(
  condition: StatementDocument['Condition'],
  request: Request,
  hasVariables: boolean,
): boolean {
  for (const [operator, keys] of Object.entries(condition ?? {})) {
    for (const [key, expected] of Object.entries(keys)) {
      if (!conditionHolds(operator, valuesOf(key, request), expected, request, hasVariables)) {
        return false;
      }
    }
  }
  return true;
}

function conditionHolds(
  written: string,
  actual: Values | undefined,
  expected: Values,
  request: Request,
  hasVariables: boolean,
): boolean {
  if (written === 'Null') {
    return expected.includes(actual === undefined || actual.length === 0 ? 'true' : 'false');
  }
  const set = /^For(All|Any)Values?:/.exec(written)?.[1];
  const ifExists = written.endsWith('IfExists');
  const operator = written.replace(/^For(All|Any)Values?:/, '').replace(/IfExists$/, '');
  const positive = operator.replace('Not', '');
  const negated = positive !== operator;
  const passes = (value: string) =>
    expected.some((text) => {
      const resolved = hasVariables ? withVariables(text, request) : literal(text);
      return resolved !== undefined && compare(positive, value, resolved);
    }) !== negated;
  // "If the key that you specify in a policy condition is not present in the request context, the values
  // do not match and the condition is false", for a negated operator true.
  if (set === 'All') return (actual ?? []).every(passes);
  if (set === 'Any') return (actual ?? []).some(passes);
  if (actual === undefined || actual.length === 0) return ifExists || negated;
  return actual.every(passes);
}

/** Returns the values of a condition key, from the caller or the request's context. */
export function valuesOf(
  name: string,
  { principal, resource, context, resourceTags }: Request,
): Values | undefined {
  const key = name.toLowerCase();
  const one = (value: string | undefined) => (value === undefined ? undefined : [value]);
  const account = 'account' in principal ? principal.account : undefined;
  if (key === 'aws:principalaccount') {
    return one(principal.kind === 'anonymous' ? 'anonymous' : account);
  }
  if (key === 'aws:principalarn') {
    if (principal.kind === 'role') return [principal.arn];
    return one(principal.kind === 'root' ? `arn:aws:iam::${account}:root` : undefined);
  }
  if (key === 'aws:resourceaccount') return one(resource.split(':')[4] || undefined);
  if (key.startsWith('aws:principaltag/')) {
    return one(principal.kind === 'role' ? principal.tags.get(key.slice(17)) : undefined);
  }
  if (key.startsWith('aws:resourcetag/')) return one(resourceTags.get(key.slice(16)));
  const value = context.get(key);
  return typeof value === 'string' ? [value] : value;
}

/** Part of a pattern. Wildcards are separate, since the value of a variable contains none. */
export type Piece = string | { readonly wild: '*' | '?' };

export function literal(text: string): readonly Piece[] {
  return Array.from(text, (letter) =>
    letter === '*' || letter === '?' ? { wild: letter } : letter,
  );
}

/** Returns undefined when a variable has no value and no default. */
export function withVariables(text: string, request: Request): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of text.split(/(\$\{[^}]*\})/)) {
    const inside = /^\$\{([^}]*)\}$/.exec(part)?.[1];
    if (inside === undefined) pieces.push(...literal(part));
    else if (['*', '?', '$'].includes(inside)) pieces.push(inside);
    else {
      const [name = '', fallback] = inside.split(/\s*,\s*/);
      const [value = fallback?.replace(/^'|'$/g, '')] = valuesOf(name.trim(), request) ?? [];
      if (value === undefined) return undefined;
      pieces.push(...Array.from(value));
    }
  }
  return pieces;
}

const expressions = new Map<string, RegExp>();

/** Returns whether a text matches an expression completely. Expressions are compiled once. */
export function fits(expression: string, text: string, flags = ''): boolean {
  const key = `${flags}/${expression}`;
  const made = expressions.get(key) ?? new RegExp(`^${expression}$`, flags);
  expressions.set(key, made);
  return made.test(text);
}

/** Returns a regular expression for a pattern; `any` and `one` replace its wildcards. */
export function expressionOf(pieces: readonly Piece[], any = '[^]*', one = '[^]'): string {
  return pieces
    .map((piece) => {
      if (typeof piece !== 'string') return piece.wild === '*' ? any : one;
      return piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    })
    .join('');
}

function compare(operator: string, value: string, pieces: readonly Piece[]): boolean {
  const plain = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.wild)).join('');
  switch (operator) {
    case 'StringEquals':
      return value === plain;
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return value.toLowerCase() === plain.toLowerCase();
    case 'StringLike':
      return fits(expressionOf(pieces), value);
    case 'ArnLike':
    case 'ArnEquals':
      return sixPartsMatch(value, pieces);
    case 'IpAddress':
      return inRange(value, plain);
    default:
      return ordered(operator, value, plain);
  }
}

/** "Each of the six colon-delimited components of the ARN is checked separately". */
function sixPartsMatch(value: string, pieces: readonly Piece[]): boolean {
  const colons = pieces.flatMap((piece, index) => (piece === ':' ? [index] : []));
  const fifth = colons[4];
  if (fifth === undefined) return false;
  const head = expressionOf(pieces.slice(0, fifth + 1), '[^:]*', '[^:]');
  const tail = expressionOf(pieces.slice(fifth + 1));
  return fits(head + tail, value);
}

function ordered(operator: string, value: string, plain: string): boolean {
  const isDate = operator.startsWith('Date');
  const number = (text: string) => (isDate ? Date.parse(text) : Number(text));
  const [actual, limit] = [number(value), number(plain)];
  switch (operator.replace(/^(Date|Numeric)/, '')) {
    case 'Equals':
      return actual === limit;
    case 'LessThan':
      return actual < limit;
    case 'LessThanEquals':
      return actual <= limit;
    case 'GreaterThan':
      return actual > limit;
    case 'GreaterThanEquals':
      return actual >= limit;
    default:
      throw new Error(`There is no condition operator ${operator}`);
  }
}

/** IPv4 only. */
function inRange(address: string, range: string): boolean {
  const [network = '', bits = '32'] = range.split('/');
  const binary = (text: string) =>
    text
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  return binary(address).slice(0, Number(bits)) === binary(network).slice(0, Number(bits));
}
