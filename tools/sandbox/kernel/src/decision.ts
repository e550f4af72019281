/** What decided a hop: policies, or the rule of a resource, as `explain` shows it. */
import type { Explanation } from './explanation';

/** One comparison of a rule: the expected value, and that of the request. */
export interface Check {
  /** What is compared, such as `host name` or `aws:SourceVpce`. */
  readonly name: string;
  readonly expected: string;
  /** `(none)` if the request has no such value. */
  readonly actual: string;
  readonly holds: boolean;
}

/** A decision by something other than a policy: a listener rule, a security group rule, a limit, a model. */
export interface RuleDecision {
  readonly kind: 'rule';
  /** In the terms of the AWS service, such as `listener rule 1 forwards to the target group`. */
  readonly rule: string;
  /** The construct paths of the resources that define the rule. */
  readonly constructPaths: readonly string[];
  readonly checks?: readonly Check[];
}

/** A decision by policies: all that apply, how each evaluated, and which one decided. */
export interface PolicyDecision extends Explanation {
  readonly kind: 'policies';
  /** The request that the policies were evaluated for. */
  readonly request: {
    /** As in AWS's messages: an ARN, a service, or `anonymous`. */
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
  };
}

export type HopDecision = RuleDecision | PolicyDecision;

/**
 * A decision, or a function that returns it. The function is called only when the trace is described, so
 * that it costs a request nothing; it must not retain the request's body.
 */
export type LazyDecision = HopDecision | DeferredDecision;

interface DeferredDecision {
  (): HopDecision;
  /** Bytes of the request that it retains. @default 0 */
  readonly heldBytes?: number;
}

/** Returns a decision that is evaluated on demand. */
export function deferredDecision(heldBytes: number, decide: () => HopDecision): LazyDecision {
  return Object.assign(decide, { heldBytes });
}

/** Returns approximately how many bytes of the request a decision retains. */
export function heldBytes(decision: LazyDecision): number {
  if (typeof decision === 'function') return decision.heldBytes ?? 0;
  if (decision.kind === 'policies') return 0;
  const checks = decision.checks ?? [];
  return checks.reduce((sum, { actual }) => sum + 2 * actual.length, 2 * decision.rule.length);
}
