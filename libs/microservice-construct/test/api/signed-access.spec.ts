import { Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { commonWildcards, describeAwsContract } from '@cross-account/aws-checks';
import { createApp } from '@cross-account/cdk-app';
import { defineService } from '@cross-account/orders-domain';
import { orderStack, plainStage } from '../support/order-stack';
import { ENDPOINT, serviceIn, synthService } from '../support/synth-service';

const ROOT = 'arn:aws:iam::111111111111:root';
const ROLE = 'arn:aws:iam::111111111111:role/shop';
const USER = 'arn:aws:iam::333333333333:user/ada';

const unsigned = synthService();
const signed = synthService({ callers: [ROLE, ROOT, USER] });

const rootOf = (account: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]],
});
const calls = {
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/v1/*',
};

const statementsOf = (template: Template): readonly unknown[] => {
  const [api] = Object.values(template.findResources('AWS::ApiGateway::RestApi'));
  return (api as { Properties: { Policy: { Statement: readonly unknown[] } } }).Properties.Policy
    .Statement;
};
const methodsOf = (template: Template) =>
  Object.values(template.findResources('AWS::ApiGateway::Method')).map(
    (one) => (one['Properties'] as { AuthorizationType: string }).AuthorizationType,
  );

describe('an API with named callers', () => {
  it('requires a signature for every method, including those that return 405', () => {
    expect(new Set(methodsOf(signed))).toEqual(new Set(['AWS_IAM']));
    expect(new Set(methodsOf(unsigned))).toEqual(new Set(['NONE']));
    expect(methodsOf(signed)).toHaveLength(methodsOf(unsigned).length);
  });

  it('allows only these principals, by account and ARN, and only through the endpoint', () => {
    expect(statementsOf(signed)).toEqual([
      { ...calls, Sid: 'AllowCallsOfAccounts', Principal: { AWS: rootOf('111111111111') } },
      {
        ...calls,
        Sid: 'AllowCallsOfRoles',
        Principal: { AWS: [rootOf('111111111111'), rootOf('333333333333')] },
        Condition: { ArnEquals: { 'aws:PrincipalArn': [ROLE, USER] } },
      },
      {
        Sid: 'DenyUnlessThroughTheConsumersEndpoint',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': ENDPOINT } },
      },
    ]);
  });

  it('allows the same callers through a further endpoint', () => {
    const further = 'vpce-00000000000000002';
    const stack = new Stack(createApp(), 'Test');
    serviceIn(stack, { callers: [ROOT] }).grantInvokeFrom(further);
    expect(statementsOf(Template.fromStack(stack))).toEqual([
      expect.objectContaining({ Sid: 'AllowCallsOfAccounts' }),
      expect.objectContaining({
        Condition: { StringNotEquals: { 'aws:SourceVpce': [ENDPOINT, further] } },
      }),
    ]);
  });

  it.each([
    ['is to name others', { callers: [ROOT] }],
    ['is to name none', {}],
  ])('is deployed again if it %s', (_what, change) => {
    const idsOf = (template: Template) =>
      Object.keys(template.findResources('AWS::ApiGateway::Deployment'));
    expect(idsOf(synthService(change))).not.toEqual(idsOf(signed));
  });

  it('logs the caller', () => {
    const logs = (format: unknown) => ({
      AccessLogSetting: { Format: Match.serializedJson(format) },
    });
    const userArn = '$context.identity.userArn';
    signed.hasResourceProperties('AWS::ApiGateway::Stage', logs(Match.objectLike({ userArn })));
    unsigned.hasResourceProperties(
      'AWS::ApiGateway::Stage',
      logs(Match.objectLike({ userArn: Match.absent() })),
    );
  });

  it('hints at the missing signature in the response to an unsigned request', () => {
    signed.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
      StatusCode: '404',
      ResponseTemplates: {
        'application/json': Match.serializedJson(
          Match.objectLike({
            code: 'ROUTE.NOT_FOUND',
            detail:
              'This path does not exist, or the request is not signed with AWS Signature Version 4.',
          }),
        ),
      },
    });
  });

  it.each([
    [[], 'callers must name at least one principal (Test/Service/Api)'],
    [['*'], "callers must be ARNs of IAM roles, users or account roots, got '*'"],
    [[ROOT, 'arn:aws:sts::111111111111:assumed-role/shop/session'], 'callers must be ARNs of'],
    [[Lazy.string({ produce: () => ROLE })], 'callers must be ARNs of'],
  ])('rejects callers like %j', (callers, message) => {
    expect(() => synthService({ callers })).toThrow(message);
  });
});

describeAwsContract('the stack of a service that names its callers and copies its backups', {
  createStack: (context) =>
    orderStack(
      defineService({ name: 'dessert', items: ['cake'] }),
      {
        ...plainStage,
        access: 'iam',
        callers: [ROOT, ROLE],
        certificate: {
          certificateArn:
            'arn:aws:acm:eu-central-1:210987654321:certificate/12345678-1234-4234-8234-123456789012',
        },
        customerManagedKey: true,
        flowLogs: true,
        canary: true,
        protect: true,
        alarmTopicArn: 'arn:aws:sns:eu-central-1:210987654321:alarms',
        backup: { copyTo: 'arn:aws:backup:eu-central-1:999999999999:backup-vault:orders' },
      },
      'prod',
      context,
    ),
  leftBehind: {
    'Microservice/Api/AccountLoggingRole/Role: is retained':
      'Other stacks’ APIs may log with it by then; the next deployment finds the account’s role set.',
  },
  wildcards: commonWildcards,
  names: {
    'AWS::ApiGateway::DomainName.DomainName="dessert.orders.example.com"':
      'The name that callers know; every stage has a domain of its own.',
  },
});
