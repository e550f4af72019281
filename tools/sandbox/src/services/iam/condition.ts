/**
 * The condition operators of policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { wildcard } from './wildcard';

/** The request's condition keys, lower case, each with its value. */
export type ConditionContext = ReadonlyMap<string, string>;

export type Condition = (context: ConditionContext) => boolean;

type Comparison = (expected: string) => (actual: string) => boolean;

const equal: Comparison = (expected) => (actual) => actual === expected;
const like: Comparison = (expected) => wildcard(expected);
/** The six parts of an ARN are compared one by one, so that no wildcard reaches over a colon. */
const arnLike: Comparison = (expected) => {
  const parts = arnParts(expected).map((part) => wildcard(part));
  return (actual) => {
    const given = arnParts(actual);
    return given.length === parts.length && parts.every((part, index) => part(given[index] ?? ''));
  };
};
const equalIgnoringCase: Comparison = (expected) => {
  const lowerCase = expected.toLowerCase();
  return (actual) => actual.toLowerCase() === lowerCase;
};

const operators: Readonly<Record<string, { compare: Comparison; negated?: boolean }>> = {
  StringEquals: { compare: equal },
  StringNotEquals: { compare: equal, negated: true },
  StringEqualsIgnoreCase: { compare: equalIgnoringCase },
  StringNotEqualsIgnoreCase: { compare: equalIgnoringCase, negated: true },
  StringLike: { compare: like },
  StringNotLike: { compare: like, negated: true },
  ArnEquals: { compare: arnLike },
  ArnNotEquals: { compare: arnLike, negated: true },
  ArnLike: { compare: arnLike },
  ArnNotLike: { compare: arnLike, negated: true },
  Bool: { compare: equalIgnoringCase },
};

/**
 * Compiles one operator and key of a `Condition` block.
 *
 * @throws {Error} at an operator or value that is not known here, since guessing could allow too
 *   much.
 */
export function compileCondition(
  operator: string,
  key: string,
  expected: readonly string[],
  where: string,
): Condition {
  const name = key.toLowerCase();
  if (operator === 'Null') {
    const missing = expected.map((value) => value.toLowerCase());
    const unknown = missing.find((value) => value !== 'true' && value !== 'false');
    if (unknown !== undefined) {
      throw new Error(`${where}: the condition Null takes true or false, not ${unknown}`);
    }
    return (context) => missing.includes(String(!context.has(name)));
  }
  const base = operator.replace(/IfExists$/, '');
  const known = Object.hasOwn(operators, base) ? operators[base] : undefined;
  if (!known) throw new Error(`${where}: the sandbox does not know the condition ${operator}`);
  const comparisons = expected.map(known.compare);
  const negated = known.negated === true;
  const whenMissing = negated || base !== operator;
  return (context) => {
    const actual = context.get(name);
    if (actual === undefined) return whenMissing;
    return comparisons.some((matches) => matches(actual)) !== negated;
  };
}

function arnParts(arn: string): readonly string[] {
  const [partition = '', ...rest] = arn.split(':');
  return [partition, ...rest.slice(0, 4), ...(rest.length > 4 ? [rest.slice(4).join(':')] : [])];
}
