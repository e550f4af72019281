/**
 * Authorizes a call, with the policies of its caller, of the requested resource, and of the VPC
 * endpoint that it passes through.
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
  /** The ARN of the requested resource, or `*`. */
  readonly resource: string;
  /** The service's own condition keys, in lower case. */
  readonly context?: Iterable<readonly [key: string, value: ConditionValue]>;
  /**
   * The tags of the resource, by lower-case key. @default none, as for resources without tags in
   * AWS
   */
  readonly tags?: ReadonlyMap<string, string> | undefined;
  /** The policies of the resource, and its account. @default none, the caller's account */
  readonly policies?: Partial<
    Pick<AppliedPolicies, 'resource' | 'key' | 'trust' | 'resourceAccount'>
  >;
  /** The name of the resource's policy in the trace. @default 'resource policy' */
  readonly policyHop?: HopName;
  /**
   * The service that makes the call for the caller, such as Secrets Manager for calls of KMS. Then
   * the call does not pass through the caller's VPC endpoint.
   */
  readonly viaService?: string;
}

/**
 * @throws {ApiError} `accessDenied` with AWS's message, when the policies do not allow the call.
 */
export function authorizeCall(call: ApiCall, access: Access): void {
  const refusal = refusalOf(call, access);
  if (refusal !== undefined) throw new ApiError('accessDenied', refusal);
}

/**
 * Returns AWS's message if the call is denied; undefined if it is allowed. Adds a hop to the trace.
 */
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
