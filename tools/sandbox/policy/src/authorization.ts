/**
 * Combines all policies of one decision as AWS does: an explicit deny wins; an endpoint policy only filters;
 * within the resource's account identity-based or resource-based policies have to allow, across accounts both.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
import type { Authorization, Explanation, PolicyKind } from '@sandbox/kernel/explanation';
import type { AccessRequest } from './access-request';
import { accessDeniedMessage } from './access-denied';
import type { Decision, Policy } from './policy';
import { accountOf, reachOf } from './principal';

/** The policies that apply to one request. */
export interface AppliedPolicies {
  /** The caller's identity-based policies; undefined for anonymous callers and services. */
  readonly identity?: readonly Policy[] | undefined;
  /** The permissions boundary of the caller's role. */
  readonly boundary?: Policy | undefined;
  /** The resource-based policies, such as of an API, a secret or a function (one for each permission). */
  readonly resource?: Policy | readonly Policy[] | undefined;
  /** The key policy of the KMS key, which has to allow, or to delegate to the account. */
  readonly key?: Policy | undefined;
  /** The trust policy of the role to assume, which has to allow the caller. */
  readonly trust?: Policy | undefined;
  /** The policy of the VPC endpoint, which filters but never grants. */
  readonly endpoint?: Policy | undefined;
  /** The account of the resource. */
  readonly resourceAccount: string;
}

/** The combined decision of the policies of one kind. */
interface Verdict {
  readonly decision: Decision;
  readonly policy?: Policy;
}

const NO_DECISION: Verdict = { decision: { effect: 'implicitDeny' } };

/** Returns whether a request is allowed. It runs for every request, and takes microseconds. */
export function authorize(accessRequest: AccessRequest, policies: AppliedPolicies): Authorization {
  const request = withBoundary(policies, accessRequest);
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

/** Returns the decision of {@link authorize} with an explanation of each policy. It is slower. */
export function explain(request: AccessRequest, policies: AppliedPolicies): Explanation {
  const authorization = authorize(request, policies);
  const explained = kinds.flatMap((kind) =>
    listOf(policies[kind]).map((policy) => ({
      kind,
      ...policy.explain(withBoundary(policies, request)),
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

/** Sets `isBounded`, since `NotPrincipal` treats principals with a permissions boundary differently. */
function withBoundary({ boundary }: AppliedPolicies, request: AccessRequest): AccessRequest {
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

/** Returns the first deny, or else the allow with the widest grant. */
function verdict(
  policies: Policy | readonly Policy[] | undefined,
  request: AccessRequest,
): Verdict {
  if (policies === undefined) return NO_DECISION;
  if ('evaluate' in policies) return { decision: policies.evaluate(request), policy: policies };
  let best = NO_DECISION;
  for (const policy of policies) {
    const decision = policy.evaluate(request);
    if (decision.effect === 'explicitDeny') return { decision, policy };
    if (reachOf(decision.grant) > reachOf(best.decision.grant)) best = { decision, policy };
  }
  return best;
}
