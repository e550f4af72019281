/** The measured candidate: the sandbox's evaluator, with policies compiled in advance. */
import { authorize, type Effect, Policy } from '@sandbox/policy';
import type { OrderDecision } from './order-decisions';

/** Compiles the policies of a decision, as the sandbox does when they are deployed. */
export function compiled(decision: OrderDecision): () => Effect {
  const resource = (document: unknown) =>
    document === undefined ? undefined : new Policy(document, decision.name);
  const policies = {
    identity: decision.identity?.map(
      (document) => new Policy(document, decision.name, 'identity-based'),
    ),
    resource: resource(decision.resource),
    endpoint: resource(decision.endpoint),
    resourceAccount: decision.resourceAccount,
  };
  return () => authorize(decision.request(), policies).effect;
}
