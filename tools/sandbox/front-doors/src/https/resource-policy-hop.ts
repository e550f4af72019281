/**
 * Whether the policies let a request call an API: the policy of the VPC endpoint filters what goes
 * through it, and the API's own policy has to allow it. Without one, nobody calls a private API, and
 * everybody a public one.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import type { LazyDecision } from '@sandbox/kernel/decision';
import type { Authorization } from '@sandbox/kernel/explanation';
import { accessDeniedMessage } from '@sandbox/policy/access-denied';
import type { AccessRequest } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import type { GatewayError } from '@sandbox/services/apigateway/gateway-response';
import { passed, passedUnjudged, refused, type Step } from '../way';
import type { AtStage } from './client-request';
import { methodArn, type Invoked } from './method-arn';

interface Authorized extends Invoked, Pick<AtStage, 'endpoint' | 'stage'> {}

/** What both policies together say. */
interface Judged {
  readonly access: AccessRequest;
  readonly authorization: Authorization;
  readonly decision: LazyDecision;
  /** The statement that decided, and where the request came from. */
  readonly reason: string;
}

interface JudgedByPolicies {
  /** Undefined where a public API has no policy. */
  readonly judged: Judged | undefined;
}

/** Asks both policies, and refuses what the endpoint's does not let through. */
export function endpointPolicy(context: Authorized): Step<JudgedByPolicies, GatewayError> {
  const { mapped, stage, owner } = context;
  if (!mapped.api.props.isPrivate && !stage.policy) return passedUnjudged({ judged: undefined });
  const judged = judge(context);
  const { access, authorization, reason, decision } = judged;
  if (authorization.effect === 'allow' || authorization.decidedBy.kind !== 'endpoint') {
    return passedUnjudged({ judged });
  }
  const resource = masked(access, owner.id);
  return refused(
    accessDenied(accessDeniedMessage({ ...access, resource }, authorization)),
    reason,
    decision,
  );
}

export function resourcePolicy({
  judged,
  owner,
}: Pick<Authorized, 'owner'> & JudgedByPolicies): Step<object, GatewayError> {
  if (!judged) return passedUnjudged({});
  const { access, authorization, reason, decision } = judged;
  const { effect } = authorization;
  if (effect === 'allow') return passed({}, reason, decision);
  const resource = masked(access, owner.id);
  const denied = `User: anonymous is not authorized to perform: ${access.action} on resource: ${resource}`;
  const explicit = effect === 'explicitDeny' ? ' with an explicit deny' : '';
  return refused(accessDenied(`${denied}${explicit}`), reason, decision);
}

function judge(context: Authorized): Judged {
  const { request, owner, endpoint, mapped, stage } = context;
  const access = accessOf(context);
  const policies: AppliedPolicies = {
    resource: stage.policy,
    ...(endpoint && { endpoint: endpoint.policy }),
    resourceAccount: owner.id,
  };
  const authorization = authorize(access, policies);
  const { decidedBy } = authorization;
  const isEndpoints = decidedBy.kind === 'endpoint';
  const { constructPath } = (isEndpoints ? endpoint : undefined) ?? mapped.api.props;
  const statement =
    decidedBy.statement ?? ((stage.policy ?? isEndpoints) ? 'no statement' : 'no policy');
  const reason = `${statement} of ${decidedBy.where ?? constructPath}, from ${endpoint?.id ?? request.sourceIp}`;
  return { access, authorization, decision: policyDecision(access, policies), reason };
}

function accessDenied(message: string): GatewayError {
  return { type: 'ACCESS_DENIED', status: 403, message };
}

/** The ARN as API Gateway shows it to clients. */
function masked({ resource }: AccessRequest, account: string): string {
  return resource.replace(account, `********${account.slice(-4)}`);
}

function accessOf(context: Authorized): AccessRequest {
  const { request, endpoint } = context;
  return {
    principal: { kind: 'anonymous' },
    action: 'execute-api:Invoke',
    resource: methodArn(context),
    context: new Map([
      ...(endpoint
        ? ([
            ['aws:sourcevpce', endpoint.id],
            ['aws:sourcevpc', endpoint.vpcId],
            ['aws:vpcsourceip', request.sourceIp],
          ] as const)
        : ([['aws:sourceip', request.sourceIp]] as const)),
      ['aws:securetransport', 'true'],
    ]),
  };
}
