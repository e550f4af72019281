/** The sandbox's decisions beside those of the second reading. */
import { type AppliedPolicies, authorize, Policy, type PolicyType } from '@sandbox/policy';
import fc from 'fast-check';
import type { Effect, Policies, PolicyDocument, Request } from './documents';
import { decideByThePages } from './page-evaluator';
import { policies, request } from './random-cases';

export interface Comparison {
  /** How often each decision was made. */
  readonly effects: Readonly<Record<Effect, number>>;
  /** The cases that the two decide differently, as JSON, with both decisions. */
  readonly differences: readonly string[];
}

/** Compiling takes longer than deciding, so the same policies are asked more than once. */
const REQUESTS_PER_POLICIES = 10;

const question = fc.tuple(
  policies,
  fc.array(request, { minLength: REQUESTS_PER_POLICIES, maxLength: REQUESTS_PER_POLICIES }),
);

/**
 * Compares random decisions; the same seed makes the same ones.
 *
 * @param count how many; a multiple of ten.
 */
export function compareDecisions(count: number, seed: number): Comparison {
  const effects = { allow: 0, explicitDeny: 0, implicitDeny: 0 };
  const differences: string[] = [];
  const numRuns = count / REQUESTS_PER_POLICIES;
  for (const [given, requests] of fc.sample(question, { numRuns, seed })) {
    const applied = compiled(given);
    for (const asked of requests) {
      const expected = decideByThePages(given, asked);
      const decided = authorize(asked, applied).effect;
      effects[expected]++;
      if (decided !== expected) differences.push(described(given, asked, expected, decided));
    }
  }
  return { effects, differences };
}

function compiled(given: Policies): AppliedPolicies {
  const { identity, boundary, endpoint, resourcePolicy, guard, resourceAccount } = given;
  const policy = (document: PolicyDocument, type: PolicyType) => new Policy(document, 'x', type);
  const own = resourcePolicy && policy(resourcePolicy, 'resource-based');
  // A key without a policy is nobody's: it takes one that names nobody.
  const none = new Policy({ Statement: [] }, 'x');
  return {
    identity: identity.map((document) => policy(document, 'identity-based')),
    boundary: boundary && policy(boundary, 'identity-based'),
    endpoint: endpoint && policy(endpoint, 'resource-based'),
    ...(guard === 'resource' ? { resource: own } : { [guard]: own ?? none }),
    resourceAccount,
  };
}

function described(given: Policies, asked: Request, pages: Effect, sandbox: Effect): string {
  const plain = (_key: string, value: unknown) =>
    value instanceof Map ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value;
  return JSON.stringify({ pages, sandbox, request: asked, policies: given }, plain, 2);
}
