/** Compares the sandbox's decisions with those of the independent implementation. */
import { type AppliedPolicies, authorize, Policy, type PolicyType } from '@sandbox/policy';
import fc from 'fast-check';
import type { Effect, Policies, PolicyDocument, Request } from './documents';
import { decideByThePages } from './page-evaluator';
import { policies, request } from './random-cases';

export interface Comparison {
  /** Number of cases by decision. */
  readonly effects: Readonly<Record<Effect, number>>;
  /** Cases with different decisions, as JSON, with both decisions. */
  readonly differences: readonly string[];
}

/** Compiling takes longer than deciding, so the same policies decide several requests. */
const REQUESTS_PER_POLICIES = 10;

const question = fc.tuple(
  policies,
  fc.array(request, { minLength: REQUESTS_PER_POLICIES, maxLength: REQUESTS_PER_POLICIES }),
);

/**
 * Compares decisions on random cases, which depend only on the seed.
 *
 * @param count number of cases; a multiple of ten
 */
export function compareDecisions(count: number, seed: number): Comparison {
  const effects = { allow: 0, explicitDeny: 0, implicitDeny: 0 };
  const differences: string[] = [];
  const numRuns = count / REQUESTS_PER_POLICIES;
  for (const [documents, requests] of fc.sample(question, { numRuns, seed })) {
    const applied = compiled(documents);
    for (const accessRequest of requests) {
      const expected = decideByThePages(documents, accessRequest);
      const decided = authorize(accessRequest, applied).effect;
      effects[expected]++;
      if (decided !== expected)
        differences.push(described(documents, accessRequest, expected, decided));
    }
  }
  return { effects, differences };
}

function compiled(documents: Policies): AppliedPolicies {
  const { identity, boundary, endpoint, resourcePolicy, guard, resourceAccount } = documents;
  const policy = (document: PolicyDocument, type: PolicyType) => new Policy(document, 'x', type);
  const own = resourcePolicy && policy(resourcePolicy, 'resource-based');
  // A key without a policy allows nobody, as one without statements does.
  const emptyPolicy = new Policy({ Statement: [] }, 'x');
  return {
    identity: identity.map((document) => policy(document, 'identity-based')),
    boundary: boundary && policy(boundary, 'identity-based'),
    endpoint: endpoint && policy(endpoint, 'resource-based'),
    ...(guard === 'resource' ? { resource: own } : { [guard]: own ?? emptyPolicy }),
    resourceAccount,
  };
}

function described(
  documents: Policies,
  accessRequest: Request,
  pages: Effect,
  sandbox: Effect,
): string {
  const plain = (_key: string, value: unknown) =>
    value instanceof Map ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value;
  return JSON.stringify({ pages, sandbox, request: accessRequest, policies: documents }, plain, 2);
}
