import { authorize } from '@sandbox/policy/authorization';
import type { AccessRequest } from '@sandbox/policy/policy';
import { runningLambdas } from '../testing/running-lambda';

const lambdaOf = runningLambdas();

describe("a function's permissions", () => {
  const statement = {
    Sid: 'Get',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: '*',
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:*:api/v1/GET/orders' } },
  };

  it.each([
    ['the method that the statement names', ':live', 'GET', 'allow'],
    ['another method', ':live', 'POST', 'implicitDeny'],
    ['another alias', ':other', 'GET', 'implicitDeny'],
    ['the function without its alias', '', 'GET', 'implicitDeny'],
  ])('allow or deny %s', (_name, qualifier, method, expected) => {
    const { lambda, arn } = lambdaOf('');
    lambda.addPermission(`${arn}:live`, 'Get', statement, 'stack/Permission');
    const request: AccessRequest = {
      principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
      action: 'lambda:InvokeFunction',
      resource: `${arn}${qualifier}`,
      context: new Map([
        ['aws:sourcearn', `arn:aws:execute-api:eu-central-1:2:api/v1/${method}/orders`],
      ]),
    };
    const resource = lambda.policiesOf(`${arn}${qualifier}`);
    expect(authorize(request, { resource, resourceAccount: '2' }).effect).toBe(expected);
  });
});
