/**
 * The condition operators, which compare a value of a policy with one of a request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import type { AccessRequest } from './access-request';
import { ipRange } from './ip-address';
import { textMatcher, type ResolvedText } from './policy-text';
import { ARN_PARTS, compileParts, compilePattern } from './wildcard';

/** Whether a value of the request matches the value of the policy; which one may vary by request. */
export type Comparison = (actual: string, request: AccessRequest) => boolean;

/** Compiles a value of the policy. Throws if it is not valid for the operator. */
type Reader = (expected: string, hasVariables: boolean) => Comparison;

export interface ConditionOperator {
  readonly reader: Reader;
  /** Whether it is an operator with `Not`, which holds if no value matches. */
  readonly negated: boolean;
}

/** A date, or a date and time with a time zone, in W3C's profile of ISO 8601. */
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
const EPOCH = /^\d{1,15}$/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const ANY_VARIABLE = /\$\{/;

const equal = withVariables(
  ({ plain }) =>
    (actual) =>
      actual === plain,
);
const equalIgnoringCase = withVariables(({ plain }) => {
  const lowerCase = plain.toLowerCase();
  return (actual) => actual.toLowerCase() === lowerCase;
});
const like = withVariables(({ pattern }) => compilePattern(pattern));
/** The six parts of an ARN are compared one by one, so that no wildcard spans a colon. */
const arnLike = withVariables(({ pattern }) => compileParts(pattern, ARN_PARTS));
const ipAddress = withoutVariables(ipRange);
const binaryEqual = withoutVariables((expected) => {
  if (!BASE64.test(expected)) throw new Error(`${expected} is not base64`);
  return (actual) => actual === expected;
});

type Order = (actual: number, expected: number) => boolean;

const orders: Readonly<Record<string, Order>> = {
  Equals: (actual, expected) => actual === expected,
  LessThan: (actual, expected) => actual < expected,
  LessThanEquals: (actual, expected) => actual <= expected,
  GreaterThan: (actual, expected) => actual > expected,
  GreaterThanEquals: (actual, expected) => actual >= expected,
};

const operators = new Map<string, ConditionOperator>([
  ['StringEquals', { reader: equal, negated: false }],
  ['StringNotEquals', { reader: equal, negated: true }],
  ['StringEqualsIgnoreCase', { reader: equalIgnoringCase, negated: false }],
  ['StringNotEqualsIgnoreCase', { reader: equalIgnoringCase, negated: true }],
  ['StringLike', { reader: like, negated: false }],
  ['StringNotLike', { reader: like, negated: true }],
  ['ArnEquals', { reader: arnLike, negated: false }],
  ['ArnNotEquals', { reader: arnLike, negated: true }],
  ['ArnLike', { reader: arnLike, negated: false }],
  ['ArnNotLike', { reader: arnLike, negated: true }],
  ['Bool', { reader: equalIgnoringCase, negated: false }],
  ['IpAddress', { reader: ipAddress, negated: false }],
  ['NotIpAddress', { reader: ipAddress, negated: true }],
  ['BinaryEquals', { reader: binaryEqual, negated: false }],
  ...ordered('Numeric', readNumber, 'a number'),
  ...ordered('Date', readDate, 'a date, such as 2026-11-30T00:00:00Z'),
]);

/** Returns an operator by its name without set qualifier and `IfExists`; undefined if it is not supported. */
export function conditionOperator(name: string): ConditionOperator | undefined {
  return operators.get(name);
}

function ordered(
  family: string,
  read: (value: string) => number,
  what: string,
): readonly (readonly [string, ConditionOperator])[] {
  const readerOf = (holds: Order): Reader =>
    withoutVariables((expected) => {
      const limit = read(expected);
      if (Number.isNaN(limit)) throw new Error(`${expected} is not ${what}`);
      return (actual) => holds(read(actual), limit);
    });
  const equals = readerOf((actual, expected) => actual === expected);
  return [
    ...Object.entries(orders).map(
      ([name, order]) => [`${family}${name}`, { reader: readerOf(order), negated: false }] as const,
    ),
    [`${family}NotEquals`, { reader: equals, negated: true }],
  ];
}

function readNumber(value: string): number {
  return NUMBER.test(value) ? Number(value) : NaN;
}

/** Returns milliseconds since the epoch, from a date or from seconds. */
function readDate(value: string): number {
  if (EPOCH.test(value)) return Number(value) * 1000;
  return DATE.test(value) ? Date.parse(value) : NaN;
}

function withVariables(compile: (expected: ResolvedText) => (actual: string) => boolean): Reader {
  return (expected, hasVariables) => textMatcher(expected, hasVariables, compile);
}

function withoutVariables(compile: (expected: string) => (actual: string) => boolean): Reader {
  return (expected, hasVariables) => {
    if (hasVariables && ANY_VARIABLE.test(expected)) {
      throw new Error(`only string and ARN operators support policy variables such as ${expected}`);
    }
    return compile(expected);
  };
}
