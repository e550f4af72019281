/** Cases of a private API's resource policy. */
import type { AccessRequest } from '../../services/iam/policy';
import { request, type PolicyCase } from './policy-case';

/** A private API's policy: everybody, but only through one endpoint. */
const privateApi = [
  {
    Effect: 'Allow',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'arn:aws:execute-api:*:*:api/*',
  },
  {
    Sid: 'OnlyThroughTheEndpoint',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'execute-api:Invoke',
    Resource: 'arn:aws:execute-api:*:*:api/*',
    Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
  },
];

function invoke(context: Record<string, string>): AccessRequest {
  const resource = 'arn:aws:execute-api:eu-central-1:2:api/v1/GET/orders';
  return request({
    principal: { kind: 'anonymous' },
    action: 'execute-api:Invoke',
    resource,
    context,
  });
}

export const privateApiCases: readonly PolicyCase[] = [
  {
    name: 'a private API through its endpoint',
    policy: privateApi,
    request: invoke({ 'aws:sourcevpce': 'vpce-1' }),
    expected: 'allow',
  },
  {
    name: 'a private API through another endpoint',
    policy: privateApi,
    request: invoke({ 'aws:sourcevpce': 'vpce-2' }),
    expected: 'explicitDeny',
  },
  {
    name: 'a private API through no endpoint',
    policy: privateApi,
    request: invoke({}),
    expected: 'explicitDeny',
  },
];
