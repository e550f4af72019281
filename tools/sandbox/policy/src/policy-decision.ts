/** The decision of policies in the hop of a trace. */
import { deferredDecision, type LazyDecision } from '@sandbox/kernel/decision';
import type { AccessRequest } from './access-request';
import { explain, type AppliedPolicies } from './authorization';
import { principalName } from './principal';

/** Returns the decision of policies, which is explained on demand. */
export function policyDecision(request: AccessRequest, policies: AppliedPolicies): LazyDecision {
  const { principal, action, resource, context } = request;
  const values = [...context].flatMap(([, value]) => value);
  const held = values.reduce((sum, value) => sum + 2 * value.length, 2 * resource.length);
  return deferredDecision(held, () => ({
    kind: 'policies',
    request: { principal: principalName(principal), action, resource },
    ...explain(request, policies),
  }));
}
