/**
 * Authorizes requests to a private custom domain name: the policies of the VPC endpoint and of the name have to
 * allow them, before the API's policy is evaluated. Signatures are verified later, so the caller is anonymous.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-associations.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 */
import { json, type HttpResponse } from '@sandbox/kernel/http';
import { accessDeniedMessage } from '@sandbox/policy/access-denied';
import type { AccessRequest } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import { invokedName } from '@sandbox/services/apigateway/private-domain-names';
import { passed, passedUntraced, refused, type Step } from '../pipeline';
import type { AtStage } from './client-request';
import { withRequestId } from './gateway-error-response';
import { networkPathKeys } from './resource-policy-hop';

type Named = Pick<AtStage, 'request' | 'endpoint' | 'owner' | 'identity' | 'privateName'>;

export function domainNamePolicy(context: Named): Step<object, HttpResponse> {
  const { endpoint, owner, identity, privateName } = context;
  if (!privateName) return passedUntraced({});
  const access: AccessRequest = {
    principal: { kind: 'anonymous' },
    action: 'execute-api:Invoke',
    resource: invokedName(privateName),
    context: new Map(networkPathKeys(context)),
  };
  const policies: AppliedPolicies = {
    identity: undefined,
    boundary: undefined,
    resource: privateName.policy,
    endpoint: endpoint?.policy,
    resourceAccount: owner.id,
  };
  const authorization = authorize(access, policies);
  const { effect, decidedBy } = authorization;
  const where = decidedBy.where ?? privateName.constructPath;
  const detail = `${decidedBy.statement ?? 'no statement'} of ${where}, from ${endpoint?.id ?? ''}`;
  const decision = policyDecision(access, policies);
  if (effect === 'allow') return passed({}, detail, decision);
  const message = accessDeniedMessage(access, authorization);
  const denied = json(403, { Message: message });
  return refused(withRequestId(denied, identity), detail, decision);
}
