import { Match, Template } from 'aws-cdk-lib/assertions';
import { commonWildcards, describeAwsContract } from '@cross-account/aws-checks';
import { defineService } from '@cross-account/orders-domain';
import type { ServiceStage } from '../../src/stage';
import { orderStack, plainStage } from '../support/order-stack';
import { ENDPOINT, synthService } from '../support/synth-service';

const CONSUMER = '111111111111';
const OTHER = 'vpce-0123456789abcdef0';

const dessert = defineService({ name: 'dessert', items: ['cake'] });

const templateOf = (change: Partial<ServiceStage>) =>
  Template.fromStack(orderStack(dessert, { ...plainStage, ...change }));

const withMode = (domainMode: 'private' | 'both') =>
  templateOf({ domainMode, consumerAccount: CONSUMER });

const domain = { 'Fn::GetAtt': [Match.stringLikeRegexp('PrivateDomain'), 'DomainNameArn'] };

const letsIn = (endpoints: unknown) => [
  Match.objectLike({ Effect: 'Allow', Principal: { AWS: '*' }, Resource: 'execute-api:/*' }),
  {
    Sid: 'DenyUnlessThroughTheConsumersEndpoint',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    Condition: { StringNotEquals: { 'aws:SourceVpce': endpoints } },
  },
];

describe('a service with a private custom domain name', () => {
  const template = withMode('private');

  it('has no other one', () => {
    template.resourceCountIs('AWS::ApiGateway::DomainName', 0);
    template.resourceCountIs('AWS::ApiGateway::BasePathMapping', 0);
    template.hasResourceProperties('AWS::ApiGateway::DomainNameV2', {
      DomainName: 'dessert.orders.example.com',
      CertificateArn: 'arn:aws:acm:eu-central-1:210987654321:certificate/1',
      EndpointConfiguration: { Types: ['PRIVATE'] },
      SecurityPolicy: 'TLS_1_2',
      Policy: { Statement: letsIn(ENDPOINT) },
    });
  });

  it('maps its stage to the base path', () => {
    template.hasResourceProperties('AWS::ApiGateway::BasePathMappingV2', {
      DomainNameArn: domain,
      BasePath: 'v1',
      RestApiId: { Ref: Match.stringLikeRegexp('Api') },
      Stage: { Ref: Match.stringLikeRegexp('Stage') },
    });
  });

  it('shares it with the consumer, who may only associate it', () => {
    template.hasResourceProperties('AWS::RAM::ResourceShare', {
      ResourceArns: [domain],
      Principals: [CONSUMER],
      PermissionArns: [
        'arn:aws:ram::aws:permission/APIGatewayPrivateDomainNameManagementPolicyDefaultPermission',
      ],
    });
    template.hasOutput('DomainNameArn', { Value: domain });
  });

  it('does not share it if the consumer is in the same account', () => {
    const { account: consumerAccount } = plainStage;
    templateOf({ domainMode: 'private', consumerAccount }).resourceCountIs(
      'AWS::RAM::ResourceShare',
      0,
    );
  });

  it('admits both endpoints of a consumer that has one for each kind of domain name', () => {
    const both = templateOf({
      domainMode: 'private',
      consumerAccount: CONSUMER,
      vpcEndpointId: `${ENDPOINT},${OTHER}`,
    });
    const Policy = { Statement: Match.arrayWith([letsIn([ENDPOINT, OTHER])[1]]) };
    both.hasResourceProperties('AWS::ApiGateway::DomainNameV2', { Policy });
    both.hasResourceProperties('AWS::ApiGateway::RestApi', { Policy });
    both.hasOutput('VpcEndpointId', { Value: `${ENDPOINT},${OTHER}` });
  });

  it.each([`${ENDPOINT},`, `${ENDPOINT} ${OTHER}`])('rejects the endpoints %j', (vpcEndpointId) => {
    expect(() => synthService({ vpcEndpointId, domainMode: 'private' })).toThrow(
      'vpcEndpointId must be a concrete vpce-…',
    );
  });
});

describe('a service that migrates from one kind of domain name to the other', () => {
  it('has one of each kind, with the same name', () => {
    const template = withMode('both');
    const DomainName = 'dessert.orders.example.com';
    template.hasResourceProperties('AWS::ApiGateway::DomainName', { DomainName });
    template.hasResourceProperties('AWS::ApiGateway::DomainNameV2', { DomainName });
  });

  it('does not change the regional one', () => {
    const regional = (template: Template) => [
      template.findResources('AWS::ApiGateway::DomainName'),
      template.findResources('AWS::ApiGateway::BasePathMapping'),
    ];
    expect(regional(withMode('both'))).toEqual(regional(templateOf({})));
  });
});

describe('a service with a regional custom domain name', () => {
  it('has no resources of a private one', () => {
    const template = templateOf({});
    for (const type of [
      'AWS::ApiGateway::DomainNameV2',
      'AWS::ApiGateway::BasePathMappingV2',
      'AWS::RAM::ResourceShare',
    ]) {
      template.resourceCountIs(type, 0);
    }
  });
});

describeAwsContract('a service stack in production, with a private custom domain name', {
  createStack: (context) =>
    orderStack(
      dessert,
      {
        ...plainStage,
        certificate: {
          certificateArn:
            'arn:aws:acm:eu-central-1:210987654321:certificate/12345678-1234-4234-8234-123456789012',
        },
        customerManagedKey: true,
        flowLogs: true,
        canary: true,
        protect: true,
        alarmTopicArn: 'arn:aws:sns:eu-central-1:210987654321:alarms',
        domainMode: 'private',
        consumerAccount: CONSUMER,
      },
      'prod',
      context,
    ),
  leftBehind: {
    'Microservice/Api/AccountLoggingRole/Role: is retained':
      'Other stacks’ APIs may log with it by then; the next deployment finds the account’s role set.',
  },
  wildcards: commonWildcards,
});
