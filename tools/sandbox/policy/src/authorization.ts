/**
 * All policies of one decision together, as AWS combines them: a deny anywhere wins; an endpoint
 * policy only filters; in the resource's own account identity-based or resource-based policies
 * allow, from another account both must.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
import type { Authorization, Explanation, PolicyKind } from '@sandbox/kernel/explanation';
import type { AccessRequest } from './access-request';
import { accessDeniedMessage } from './access-denied';
import type { Decision, Policy } from './policy';
import { accountOf, reachOf } from './principal';

/** Every policy that has a say in one request. */
export interface AppliedPolicies {
  /** The caller's; absent for anonymous callers and services. */
  readonly identity?: readonly Policy[] | undefined;
  /** The permissions boundary of the caller's role: the most that its identity-based policies can allow. */
  readonly boundary?: Policy | undefined;
  /** Of what is asked for, such as an API, a secret or (one for each permission) a function. */
  readonly resource?: Policy | readonly Policy[] | undefined;
  /** Of the KMS key that is asked for: nothing is allowed unless it allows, or delegates to the account. */
  readonly key?: Policy | undefined;
  /** Of the role that is to be assumed: like a key policy, it has to allow whoever asks. */
  readonly trust?: Policy | undefined;
  /** Of the VPC endpoint that the call goes through: a filter, never a grant. */
  readonly endpoint?: Policy | undefined;
  /** The account of what is asked for. */
  readonly resourceAccount: string;
}

/** A decision of a kind's policies together. */
interface Verdict {
  readonly decision: Decision;
  readonly policy?: Policy;
}

const SILENT: Verdict = { decision: { effect: 'implicitDeny' } };

/** Decides a request; for every request on its way, so it takes microseconds. */
export function authorize(asked: AccessRequest, policies: AppliedPolicies): Authorization {
  const request = seenBy(policies, asked);
  const guardKind = policies.key ? 'key' : policies.trust ? 'trust' : undefined;
  const resourceKind = guardKind ?? 'resource';
  const endpoint = verdict(policies.endpoint, request);
  const identity = verdict(policies.identity, request);
  const boundary = verdict(policies.boundary, request);
  const resource = verdict(policies.key ?? policies.trust ?? policies.resource, request);
  if (identity.decision.effect === 'explicitDeny') return decided('identity', identity);
  if (boundary.decision.effect === 'explicitDeny') return decided('boundary', boundary);
  if (resource.decision.effect === 'explicitDeny') return decided(resourceKind, resource);
  if (endpoint.decision.effect === 'explicitDeny') return decided('endpoint', endpoint);
  if (policies.endpoint && endpoint.decision.effect !== 'allow') return refused('endpoint');

  const account = accountOf(request.principal);
  const isOwn = account === policies.resourceAccount;
  const grant = resource.decision.grant;
  const needsResource = guardKind !== undefined || !isOwn;
  if (needsResource && grant === undefined) return refused(resourceKind);
  if (account === undefined || (isOwn && grant === 'direct'))
    return decided(resourceKind, resource);
  if (request.principal.kind === 'root') {
    return needsResource ? decided(resourceKind, resource) : ROOT;
  }
  const isBounded = policies.boundary !== undefined && boundary.decision.effect !== 'allow';
  if (isOwn && grant === 'role') {
    return isBounded ? refused('boundary') : decided(resourceKind, resource);
  }
  if (identity.decision.effect !== 'allow') return refused('identity');
  if (isBounded) return refused('boundary');
  return needsResource ? decided(resourceKind, resource) : decided('identity', identity);
}

/** Decides like `authorize` and explains why, policy by policy. Slower, so for people only. */
export function explain(request: AccessRequest, policies: AppliedPolicies): Explanation {
  const authorization = authorize(request, policies);
  const explained = kinds.flatMap((kind) =>
    listOf(policies[kind]).map((policy) => ({
      kind,
      ...policy.explain(seenBy(policies, request)),
    })),
  );
  return authorization.effect === 'allow'
    ? { ...authorization, policies: explained }
    : {
        ...authorization,
        message: accessDeniedMessage(request, authorization),
        policies: explained,
      };
}

/** `NotPrincipal` treats whoever has a permissions boundary differently. */
function seenBy({ boundary }: AppliedPolicies, request: AccessRequest): AccessRequest {
  return boundary === undefined ? request : { ...request, isBounded: true };
}

const kinds: readonly PolicyKind[] = [
  'endpoint',
  'identity',
  'boundary',
  'resource',
  'key',
  'trust',
];

const ROOT: Authorization = { effect: 'allow', decidedBy: { kind: 'root' } };

function decided(kind: PolicyKind, { decision, policy }: Verdict): Authorization {
  const { effect, statement } = decision;
  return {
    effect,
    decidedBy: {
      kind,
      ...(policy ? { where: policy.where } : {}),
      ...(statement === undefined ? {} : { statement }),
    },
  };
}

function refused(kind: PolicyKind): Authorization {
  return { effect: 'implicitDeny', decidedBy: { kind } };
}

function listOf(policies: Policy | readonly Policy[] | undefined): readonly Policy[] {
  if (policies === undefined) return [];
  return 'evaluate' in policies ? [policies] : policies;
}

/** The first deny, else the allow that reaches farthest. */
function verdict(
  policies: Policy | readonly Policy[] | undefined,
  request: AccessRequest,
): Verdict {
  if (policies === undefined) return SILENT;
  if ('evaluate' in policies) return { decision: policies.evaluate(request), policy: policies };
  let best = SILENT;
  for (const policy of policies) {
    const decision = policy.evaluate(request);
    if (decision.effect === 'explicitDeny') return { decision, policy };
    if (reachOf(decision.grant) > reachOf(best.decision.grant)) best = { decision, policy };
  }
  return best;
}
