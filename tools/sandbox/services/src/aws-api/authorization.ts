/**
 * Whether a call may do what it asks for: by the caller's policies, those of what it asks for, and
 * the one of the VPC endpoint that it came through.
 */
import type { DecidedBy, PolicyKind } from '@sandbox/kernel/explanation';
import type { HopName } from '@sandbox/kernel/trace';
import { accessDeniedMessage } from '@sandbox/policy/access-denied';
import type { AccessRequest, ConditionValue } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import type { ApiCall } from './api-call';
import { ApiError } from './api-error';
import { networkKeys } from './network-keys';

/** One action on one resource; a call may need several. */
export interface Access {
  /** Such as `secretsmanager:GetSecretValue`. */
  readonly action: string;
  /** The ARN asked for, or `*`. */
  readonly resource: string;
  /** The service's own condition keys, in lower case. */
  readonly context?: Iterable<readonly [key: string, value: ConditionValue]>;
  /** The tags of what is asked for, by lower-case key. @default none, as of what has no tags in AWS */
  readonly tags?: ReadonlyMap<string, string> | undefined;
  /** The policies of what is asked for, and its account. @default none, the caller's account */
  readonly policies?: Partial<
    Pick<AppliedPolicies, 'resource' | 'key' | 'trust' | 'resourceAccount'>
  >;
  /** What the trace calls the policy of what is asked for. @default 'resource policy' */
  readonly policyHop?: HopName;
  /**
   * The service that asks in the caller's name, such as Secrets Manager asks KMS: then the call does
   * not come through the caller's VPC endpoint.
   */
  readonly viaService?: string;
}

/** @throws {ApiError} `accessDenied`, in AWS's words, when a policy does not let the caller. */
export function authorizeCall(call: ApiCall, access: Access): void {
  const refusal = refusalOf(call, access);
  if (refusal !== undefined) throw new ApiError('accessDenied', refusal);
}

/** Why the caller may not, in AWS's words; undefined where it may. The trace gets a hop of it. */
export function refusalOf(call: ApiCall, access: Access): string | undefined {
  const { caller, trace } = call;
  const { action, resource } = access;
  const context = contextOf(call, access);
  const { principal } = caller;
  const request: AccessRequest = {
    principal,
    action,
    resource,
    context,
    resourceTags: access.tags,
  };
  const applied: AppliedPolicies = {
    identity: caller.policies,
    boundary: caller.boundary,
    endpoint: access.viaService === undefined ? call.endpoint?.policy : undefined,
    resourceAccount: caller.account.id,
    ...access.policies,
  };
  const authorization = authorize(request, applied);
  const { effect, decidedBy } = authorization;
  const hop = hopOf(decidedBy.kind, access);
  const decision = policyDecision(request, applied);
  if (effect === 'allow') {
    trace.passed(hop, `${action}: ${decidingStatement(decidedBy)}`, decision);
    return undefined;
  }
  trace.refused(hop, `${action}: ${decidingStatement(decidedBy)}`, decision);
  return accessDeniedMessage(request, authorization);
}

function hopOf(kind: PolicyKind | 'root', { policyHop = 'resource policy' }: Access): HopName {
  switch (kind) {
    case 'root':
    case 'identity':
      return 'role policy';
    case 'boundary':
      return 'permissions boundary';
    case 'endpoint':
      return 'endpoint policy';
    case 'resource':
    case 'key':
    case 'trust':
      return policyHop;
  }
}

function decidingStatement({ kind, statement, where }: DecidedBy): string {
  if (kind === 'root') return "the account's administrator needs no policy";
  if (where === undefined) return 'no statement allows it';
  return `${statement ?? 'a statement'} of ${where}`;
}

function contextOf(
  { region, endpoint, caller, request }: ApiCall,
  { action, context = [], viaService }: Access,
): ReadonlyMap<string, ConditionValue> {
  const keys = new Map<string, ConditionValue>(context);
  keys.set('aws:requestedregion', region);
  keys.set('aws:securetransport', 'true');
  keys.set('aws:viaawsservice', String(viaService !== undefined));
  if (caller.functionArn !== undefined) keys.set('lambda:sourcefunctionarn', caller.functionArn);
  if (viaService !== undefined) return keys;
  const { 'user-agent': userAgent, referer } = request.headers;
  if (userAgent !== undefined) keys.set('aws:useragent', userAgent);
  if (referer !== undefined) keys.set('aws:referer', referer);
  for (const [key, value] of networkKeys(action, endpoint)) keys.set(key, value);
  return keys;
}
