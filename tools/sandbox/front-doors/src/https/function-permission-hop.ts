/**
 * API Gateway invokes a function only if the function's policy lets this method do so; the policy is
 * that of the alias or version which the method names.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
import type { Trace } from '@sandbox/kernel/trace';
import type { AccessRequest } from '@sandbox/policy/access-request';
import { authorize, type AppliedPolicies } from '@sandbox/policy/authorization';
import { policyDecision } from '@sandbox/policy/policy-decision';
import type { Method } from '@sandbox/services/apigateway/rest-api';
import type { Arrived } from './arrived';

export function isPermitted(arrived: Arrived, method: Method, trace: Trace): boolean {
  const { account, mapped } = arrived;
  const { httpMethod, resourcePath } = method;
  const { functionArn } = method.integration;
  const place = `${mapped.stage}/${httpMethod}${resourcePath.replace(/\{[^}]+\}/g, '*')}`;
  const access: AccessRequest = {
    principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    context: new Map([
      [
        'aws:sourcearn',
        `arn:aws:execute-api:${account.region}:${account.id}:${mapped.api.props.id}/${place}`,
      ],
      ['aws:sourceaccount', account.id],
    ]),
  };
  const policies: AppliedPolicies = {
    resource: account.lambda.policiesOf(functionArn),
    resourceAccount: functionArn.split(':')[4] ?? account.id,
  };
  const { effect, decidedBy } = authorize(access, policies);
  const decision = policyDecision(access, policies);
  if (effect === 'allow') {
    trace.passed('function permission', decidedBy.statement ?? '', decision);
    return true;
  }
  const none = `no statement of ${functionArn} allows ${place}`;
  trace.refused('function permission', none, decision);
  return false;
}
