/**
 * API Gateway invokes a function only if the function's policy lets this method do so; the policy is
 * that of the alias or version which the method names.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
import type { AccessRequest } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import {
  internalServerError,
  type GatewayError,
} from '@sandbox/services/apigateway/gateway-response';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUnjudged, refused, type Step } from '../way';
import type { AtMethod } from './client-request';

interface Invoking extends Pick<AtMethod, 'mapped' | 'match'> {
  readonly owner: AccountWith<'lambda'>;
}

export function functionPermission({ owner, mapped, match }: Invoking): Step<object, GatewayError> {
  const { httpMethod, resourcePath, integration } = match.method;
  if (integration.type === 'MOCK') return passedUnjudged({});
  const { functionArn } = integration;
  const place = `${mapped.stage}/${httpMethod}${resourcePath.replace(/\{[^}]+\}/g, '*')}`;
  const access: AccessRequest = {
    principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    context: new Map([
      [
        'aws:sourcearn',
        `arn:aws:execute-api:${owner.region}:${owner.id}:${mapped.api.props.id}/${place}`,
      ],
      ['aws:sourceaccount', owner.id],
    ]),
  };
  const policies: AppliedPolicies = {
    resource: owner.lambda.policiesOf(functionArn),
    resourceAccount: functionArn.split(':')[4] ?? owner.id,
  };
  const { effect, decidedBy } = authorize(access, policies);
  const decision = policyDecision(access, policies);
  if (effect === 'allow') return passed({}, decidedBy.statement ?? '', decision);
  const none = `no statement of ${functionArn} allows ${place}`;
  return refused(internalServerError(500, 'API_CONFIGURATION_ERROR'), none, decision);
}
