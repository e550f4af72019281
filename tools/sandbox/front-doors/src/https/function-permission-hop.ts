/**
 * Authorizes API Gateway to invoke the function: the policy of the method's alias or version has to allow it, or,
 * if the integration has a role, that role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
 */
import type { AccessRequest } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import {
  internalServerError,
  type GatewayError,
} from '@sandbox/services/apigateway/gateway-response';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, refused, type Step } from '../pipeline';
import type { AtMethod } from './client-request';

interface Invoking extends Pick<AtMethod, 'mapped' | 'match'> {
  readonly owner: AccountWith<'iam' | 'lambda'>;
}

const SERVICE = 'apigateway.amazonaws.com';

const notConfigured = internalServerError(500, 'API_CONFIGURATION_ERROR');

export function functionPermission({ owner, mapped, match }: Invoking): Step<object, GatewayError> {
  const { httpMethod, resourcePath, integration } = match.method;
  if (integration.type === 'MOCK') return passedUntraced({});
  const { functionArn, roleArn } = integration;
  if (roleArn !== undefined) return byRole(owner, roleArn, functionArn);
  const place = `${mapped.stage}/${httpMethod}${resourcePath.replace(/\{[^}]+\}/g, '*')}`;
  const access: AccessRequest = {
    principal: { kind: 'service', name: SERVICE },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    context: new Map([
      [
        'aws:sourcearn',
        `arn:aws:execute-api:${owner.region}:${owner.id}:${mapped.api.props.id}/${place}`,
      ],
      ['aws:sourceaccount', owner.id],
    ]),
    resourceTags: owner.lambda.tagsOf(functionArn),
  };
  const policies: AppliedPolicies = {
    resource: owner.lambda.policiesOf(functionArn),
    resourceAccount: accountOf(functionArn) ?? owner.id,
  };
  const { effect, decidedBy } = authorize(access, policies);
  const decision = policyDecision(access, policies);
  if (effect === 'allow') return passed({}, decidedBy.statement ?? '', decision);
  const none = `no statement of ${functionArn} allows ${place}`;
  return refused(notConfigured, none, decision);
}

/** The role has to trust API Gateway, and its policies have to allow the call. */
function byRole(
  { id, iam, lambda }: Invoking['owner'],
  roleArn: string,
  functionArn: string,
): Step<object, GatewayError> {
  const role = iam.role(roleArn);
  if (!role || !iam.isTrusted(roleArn, SERVICE)) {
    return refused(notConfigured, `${roleArn} does not trust ${SERVICE}`);
  }
  const access: AccessRequest = {
    principal: { kind: 'role', account: id, arn: roleArn, sessionArn: roleArn, tags: role.tags },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    context: new Map(),
    resourceTags: lambda.tagsOf(functionArn),
  };
  const policies: AppliedPolicies = {
    identity: [...role.policies.values()],
    boundary: role.boundary,
    resource: lambda.policiesOf(functionArn),
    resourceAccount: accountOf(functionArn) ?? id,
  };
  const { effect, decidedBy } = authorize(access, policies);
  const decision = policyDecision(access, policies);
  if (effect === 'allow') return passed({}, decidedBy.statement ?? '', decision);
  return refused(notConfigured, `${roleArn} may not invoke ${functionArn}`, decision);
}

function accountOf(functionArn: string): string | undefined {
  return functionArn.split(':')[4];
}
