/**
 * Whether the policies let a request call an API: the policy of the VPC endpoint filters what goes
 * through it, and the API's own policy has to allow it. Without one, nobody calls a private API, and
 * everybody a public one.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import type { Trace } from '@sandbox/kernel/trace';
import { accessDeniedMessage } from '@sandbox/policy/access-denied';
import type { AccessRequest } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import type { GatewayError } from '@sandbox/services/apigateway/gateway-response';
import type { Arrived } from './arrived';

export function deniedByPolicy(arrived: Arrived, trace: Trace): GatewayError | undefined {
  const { account, endpoint, mapped, stage } = arrived;
  if (!mapped.api.props.isPrivate && !stage.policy) return undefined;
  const access = accessOf(arrived);
  const policies: AppliedPolicies = {
    resource: stage.policy,
    ...(endpoint && { endpoint: endpoint.policy }),
    resourceAccount: account.id,
  };
  const { effect, decidedBy } = authorize(access, policies);
  const decision = policyDecision(access, policies);
  const isEndpoints = decidedBy.kind === 'endpoint';
  const { constructPath } = (isEndpoints ? endpoint : undefined) ?? mapped.api.props;
  const statement =
    decidedBy.statement ?? ((stage.policy ?? isEndpoints) ? 'no statement' : 'no policy');
  const reason = `${statement} of ${decidedBy.where ?? constructPath}, from ${endpoint?.id ?? arrived.request.sourceIp}`;
  if (effect === 'allow') {
    trace.passed('resource policy', reason, decision);
    return undefined;
  }
  trace.refused(isEndpoints ? 'endpoint policy' : 'resource policy', reason, decision);
  const masked = access.resource.replace(account.id, `********${account.id.slice(-4)}`);
  const denied = `User: anonymous is not authorized to perform: ${access.action} on resource: ${masked}`;
  const explicit = effect === 'explicitDeny' ? ' with an explicit deny' : '';
  return {
    type: 'ACCESS_DENIED',
    status: 403,
    message: isEndpoints
      ? accessDeniedMessage({ ...access, resource: masked }, { effect, decidedBy })
      : `${denied}${explicit}`,
  };
}

/** What a request invokes: `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`. */
export function methodArn({ request, account, mapped }: Arrived): string {
  const path = mapped.path.replace(/^\//, '');
  const api = `arn:aws:execute-api:${account.region}:${account.id}:${mapped.api.props.id}`;
  return `${api}/${mapped.stage}/${request.method}/${path}`;
}

function accessOf(arrived: Arrived): AccessRequest {
  const { request, endpoint } = arrived;
  return {
    principal: { kind: 'anonymous' },
    action: 'execute-api:Invoke',
    resource: methodArn(arrived),
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
