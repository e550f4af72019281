/**
 * Authorizes a request to an API: the policy of the VPC endpoint filters it, and the API's resource policy has to
 * allow it. Without one, a private API denies every request, and a public one allows it. If a method requires a
 * signature, the policies of the signer apply, too: within the API's account either theirs or the API's has to
 * allow, across accounts both.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import type { LazyDecision } from '@sandbox/kernel/decision';
import type { Authorization, DecidedBy } from '@sandbox/kernel/explanation';
import { header, type HttpRequest } from '@sandbox/kernel/http';
import { accessDeniedMessage } from '@sandbox/policy/access-denied';
import type { AccessRequest, ConditionValue } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import type { Policy } from '@sandbox/policy/policy';
import { policyDecision } from '@sandbox/policy/policy-decision';
import { principalName } from '@sandbox/policy/principal';
import { invokedName } from '@sandbox/services/apigateway/private-domain-names';
import type { GatewayError } from '@sandbox/services/apigateway/gateway-response';
import { passed, passedUntraced, refused, type Step } from '../pipeline';
import type { AtRoute } from './client-request';
import { methodArn, type Invoked } from './method-arn';
import { asksForSignature } from './signer-hop';

interface Authorized
  extends Invoked, Pick<AtRoute, 'endpoint' | 'privateName' | 'stage' | 'route' | 'signer'> {}

/** The combined decision of the policies. */
interface Judged {
  readonly access: AccessRequest;
  readonly authorization: Authorization;
  readonly decision: LazyDecision;
  /** The deciding statement, and the origin of the request. */
  readonly reason: string;
}

interface JudgedByPolicies {
  /** Undefined if a public API has no policy, and requires no signature. */
  readonly judged: Judged | undefined;
}

/** Evaluates all policies, and refuses a request that the endpoint's policy denies. */
export function endpointPolicy(context: Authorized): Step<JudgedByPolicies, GatewayError> {
  const { mapped, stage, endpoint, signer, route } = context;
  const isSigned = signer !== undefined && asksForSignature(route);
  if (!mapped.api.props.isPrivate && !stage.policy && !isSigned) {
    return passedUntraced({ judged: undefined });
  }
  const judged = judge(context, signer, endpoint?.policy);
  const { effect, decidedBy } = judged.authorization;
  if (effect !== 'allow' && decidedBy.kind === 'endpoint') return denied(judged, context);
  // For an API that does not require signatures, the caller is anonymous.
  const isNobody = signer !== undefined && !isSigned;
  return passedUntraced({ judged: isNobody ? judge(context, undefined, undefined) : judged });
}

export function rolePolicy(context: Deciding): Step<object, GatewayError> {
  return decidedByKind('identity', context);
}

export function permissionsBoundary(context: Deciding): Step<object, GatewayError> {
  return decidedByKind('boundary', context);
}

export function resourcePolicy(context: Deciding): Step<object, GatewayError> {
  return decidedByKind('resource', context);
}

type Deciding = Pick<Authorized, 'owner'> & JudgedByPolicies;

/** Returns the hop that reports the decision of one type of policy. */
function decidedByKind(
  kind: DecidedBy['kind'],
  { judged, owner }: Deciding,
): Step<object, GatewayError> {
  if (judged?.authorization.decidedBy.kind !== kind) return passedUntraced({});
  const { authorization, reason, decision } = judged;
  return authorization.effect === 'allow'
    ? passed({}, reason, decision)
    : denied(judged, { owner });
}

function denied(
  { access, authorization, reason, decision }: Judged,
  { owner }: Pick<Authorized, 'owner'>,
): Step<never, GatewayError> {
  const shown = { ...access, resource: masked(access, owner.id) };
  const message =
    access.principal.kind === 'anonymous' && authorization.decidedBy.kind !== 'endpoint'
      ? anonymousDenied(shown, authorization)
      : accessDeniedMessage(shown, authorization);
  const error: GatewayError = { type: 'ACCESS_DENIED', status: 403, message };
  return refused(error, reason, decision);
}

/** Unsigned callers do not learn which policy refuses. */
function anonymousDenied({ action, resource }: AccessRequest, { effect }: Authorization): string {
  const explicit = effect === 'explicitDeny' ? ' with an explicit deny' : '';
  return `User: anonymous is not authorized to perform: ${action} on resource: ${resource}${explicit}`;
}

function judge(context: Authorized, signer: AtRoute['signer'], filter: Policy | undefined): Judged {
  const { request, owner, endpoint, stage } = context;
  const access = accessOf(context, signer);
  const policies: AppliedPolicies = {
    identity: signer?.caller.policies,
    boundary: signer?.caller.boundary,
    resource: stage.policy,
    endpoint: filter,
    resourceAccount: owner.id,
  };
  const authorization = authorize(access, policies);
  const from = endpoint?.id ?? request.sourceIp;
  const reason = `${decidedBy(context, authorization, access)}, from ${from}`;
  return { access, authorization, decision: policyDecision(access, policies), reason };
}

/** Returns the decision as text, such as `AllowCalls of food/Api`. */
function decidedBy(
  { endpoint, mapped, stage }: Authorized,
  { decidedBy: { kind, statement, where } }: Authorization,
  { principal }: AccessRequest,
): string {
  const isOfApi = kind === 'resource';
  const none = isOfApi && !stage.policy ? 'no policy' : 'no statement';
  const place = isOfApi
    ? mapped.api.props.constructPath
    : kind === 'endpoint'
      ? endpoint?.constructPath
      : principalName(principal);
  return `${statement ?? none} of ${where ?? place}`;
}

/** Returns the ARN as API Gateway shows it to clients. */
function masked({ resource }: AccessRequest, account: string): string {
  return resource.replace(account, `********${account.slice(-4)}`);
}

function accessOf(context: Authorized, signer: AtRoute['signer']): AccessRequest {
  return {
    principal: signer?.caller.principal ?? { kind: 'anonymous' },
    action: 'execute-api:Invoke',
    resource: methodArn(context),
    context: new Map([...networkPathKeys(context), ...keysOfSigner(context, signer)]),
  };
}

type Key = readonly [name: string, value: ConditionValue];

/** Returns the condition keys that describe the network path of a request. */
export function networkPathKeys({
  request,
  endpoint,
  privateName,
}: Pick<Authorized, 'request' | 'endpoint' | 'privateName'>): readonly Key[] {
  const path: readonly Key[] = endpoint
    ? [
        ['aws:sourcevpce', endpoint.id],
        ['aws:sourcevpc', endpoint.vpcId],
        ['aws:vpcsourceip', request.sourceIp],
      ]
    : [['aws:sourceip', request.sourceIp]];
  return [
    ...path,
    ...keysOfHeaders(request),
    ['aws:securetransport', 'true'],
    ...(privateName ? [['execute-api:viadomainarn', invokedName(privateName)] as const] : []),
  ];
}

/** Condition keys from headers, which a client can forge. */
function keysOfHeaders(request: HttpRequest): readonly Key[] {
  const userAgent = header(request, 'user-agent');
  const referer = header(request, 'referer');
  return [
    ...(userAgent === undefined ? [] : [['aws:useragent', userAgent] as const]),
    ...(referer === undefined ? [] : [['aws:referer', referer] as const]),
  ];
}

/** The same keys as for any AWS API call of a session. */
function keysOfSigner({ owner }: Authorized, signer: AtRoute['signer']): readonly Key[] {
  if (!signer) return [];
  const { functionArn } = signer.caller;
  return [
    ['aws:requestedregion', owner.region],
    ['aws:viaawsservice', 'false'],
    ...(functionArn === undefined ? [] : [['lambda:sourcefunctionarn', functionArn] as const]),
  ];
}
