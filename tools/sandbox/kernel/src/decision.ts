/** What decided a hop: policies, or the rule of a resource, as `explain` shows it. */
import type { Explanation } from './explanation';

/** One thing that a rule compares: what it asks for, and what the request came with. */
export interface Check {
  /** What is compared, such as `host name` or `aws:SourceVpce`. */
  readonly name: string;
  readonly expected: string;
  /** `(none)` where the request has no such thing. */
  readonly actual: string;
  readonly holds: boolean;
}

/** A rule that is no policy: a listener rule, a security group rule, a limit, a model. */
export interface RuleDecision {
  readonly kind: 'rule';
  /** In words of the AWS service, such as `listener rule 1 forwards to the target group`. */
  readonly rule: string;
  /** The resources that the rule is of, by their construct paths. */
  readonly constructPaths: readonly string[];
  readonly checks?: readonly Check[];
}

/** All policies that had a say, what each looked at, and which one decided. */
export interface PolicyDecision extends Explanation {
  readonly kind: 'policies';
  /** What the policies were asked. */
  readonly asked: {
    /** As AWS's messages call it: an ARN, a service, or `anonymous`. */
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
  };
}

export type HopDecision = RuleDecision | PolicyDecision;

/**
 * A decision, or how to tell it. A function is called only when somebody asks for it, so that a
 * request pays nothing; it must not hold on to the request's body.
 */
export type LazyDecision = HopDecision | LateDecision;

interface LateDecision {
  (): HopDecision;
  /** Bytes of the request that it holds on to. @default 0 */
  readonly heldBytes?: number;
}

/** Returns a decision that is explained on demand, from parts of the request of so many bytes. */
export function lateDecision(heldBytes: number, decide: () => HopDecision): LazyDecision {
  return Object.assign(decide, { heldBytes });
}

/** Returns how many bytes of the request a decision holds on to, about. */
export function heldBytes(decision: LazyDecision): number {
  if (typeof decision === 'function') return decision.heldBytes ?? 0;
  if (decision.kind === 'policies') return 0;
  const checks = decision.checks ?? [];
  return checks.reduce((sum, { actual }) => sum + 2 * actual.length, 2 * decision.rule.length);
}
