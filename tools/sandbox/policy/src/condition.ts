/**
 * The `Condition` block of a statement: all operators and keys have to match, with any of a key's values.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
import type { ConditionExplanation } from '@sandbox/kernel/explanation';
import { valueReader, type AccessRequest, type ConditionValue } from './access-request';
import { conditionKeyType } from './condition-keys';
import { conditionOperator, type Comparison, type ConditionOperator } from './condition-operators';

/** One operator on one key. */
export interface Condition {
  holds(request: AccessRequest): boolean;
  /** Returns the comparison with the values of policy and request. */
  explain(request: AccessRequest): ConditionExplanation;
}

type SetQualifier = 'ForAllValues' | 'ForAnyValue';

interface ParsedOperator {
  readonly base: string;
  readonly qualifier: SetQualifier | undefined;
  readonly ifExists: boolean;
}

/**
 * Compiles one operator and key.
 *
 * @param hasVariables whether the policy's version has policy variables.
 * @throws {Error} for an unsupported operator, key or value.
 */
export function compileCondition(
  operator: string,
  key: string,
  expected: readonly string[],
  hasVariables: boolean,
): Condition {
  const parsed = parseOperator(operator);
  const definition = definitionOf(operator, parsed);
  checkKey(operator, key, parsed);
  const read = valueReader(key);
  const test = definition
    ? valueTest(parsed, definition, compileValues(operator, definition, expected, hasVariables))
    : nullTest(expected);
  const holds = (request: AccessRequest) => test(read(request), request);
  return {
    holds,
    explain: (request) => {
      const actual = read(request);
      const explained = { operator, key, expected, holds: holds(request) };
      return actual === undefined ? explained : { ...explained, actual };
    },
  };
}

type Test = (actual: ConditionValue | undefined, request: AccessRequest) => boolean;

function parseOperator(operator: string): ParsedOperator {
  const [, set, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const qualifier = set === 'ForAllValues' || set === 'ForAnyValue' ? set : undefined;
  return { base, qualifier, ifExists: ifExists !== undefined };
}

/** Returns undefined for `Null`, which compares no values. */
function definitionOf(operator: string, { base }: ParsedOperator): ConditionOperator | undefined {
  const definition = conditionOperator(base);
  if (definition || operator === 'Null') return definition;
  throw new Error(`the condition operator ${operator} is not supported`);
}

function checkKey(operator: string, key: string, { base, qualifier, ifExists }: ParsedOperator) {
  if (qualifier === 'ForAnyValue' && ifExists) {
    throw new Error(`${operator} requires the key anyway: remove IfExists`);
  }
  const type = conditionKeyType(key);
  if (type === undefined) throw new Error(`the condition key ${key} is not supported`);
  if (type === 'multivalued' && !qualifier && base !== 'Null') {
    throw new Error(`${key} is multivalued: ${operator} needs ForAllValues: or ForAnyValue:`);
  }
}

function nullTest(expected: readonly string[]): Test {
  const missing = expected.map((value) => value.toLowerCase());
  const unknown = missing.find((value) => value !== 'true' && value !== 'false');
  if (unknown !== undefined) {
    throw new Error(`the condition Null must be true or false, not ${unknown}`);
  }
  const [whenMissing, whenPresent] = [missing.includes('true'), missing.includes('false')];
  return (actual) => (actual === undefined || actual.length === 0 ? whenMissing : whenPresent);
}

function compileValues(
  operator: string,
  { reader }: ConditionOperator,
  expected: readonly string[],
  hasVariables: boolean,
): readonly Comparison[] {
  return expected.map((value) => {
    try {
      return reader(value, hasVariables);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${operator}: ${reason}`, { cause: error });
    }
  });
}

function valueTest(
  { qualifier, ifExists }: ParsedOperator,
  { negated }: ConditionOperator,
  comparisons: readonly Comparison[],
): Test {
  const one = (actual: string, request: AccessRequest) => {
    for (const matches of comparisons) if (matches(actual, request)) return !negated;
    return negated;
  };
  if (!qualifier) {
    const whenMissing = negated || ifExists;
    return (actual, request) => (typeof actual === 'string' ? one(actual, request) : whenMissing);
  }
  return (actual, request) => {
    const values = (typeof actual === 'string' ? [actual] : (actual ?? [])).filter(Boolean);
    return qualifier === 'ForAllValues'
      ? values.every((value) => one(value, request))
      : values.some((value) => one(value, request));
  };
}
