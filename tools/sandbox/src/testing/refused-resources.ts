/** Resources that the sandbox must not deploy, since it would not behave as AWS does with them. */
import type { Template } from '../cloudformation/template';

/** Resources with a part of the reason why they are refused. */
type RefusedResources = readonly [name: string, resources: Template['Resources'], says: string];

export const refusedResources: readonly RefusedResources[] = [
  [
    'a policy that the evaluator does not know',
    {
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Policy: {
            Statement: [
              {
                Effect: 'Allow',
                Action: '*',
                Principal: '*',
                Condition: { StringMatches: { 'aws:SourceVpce': 'x' } },
              },
            ],
          },
        },
      },
    },
    'does not know the condition StringMatches',
  ],
  [
    'VTL in a MOCK integration',
    {
      Method: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: 'a',
          ResourceId: 'b',
          HttpMethod: 'ANY',
          AuthorizationType: 'NONE',
          Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': '#set($x = 1)' } },
        },
      },
    },
    'MOCK templates with VTL are not known',
  ],
  [
    'a MOCK integration whose request template is no JSON',
    {
      Method: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: 'a',
          ResourceId: 'b',
          HttpMethod: 'ANY',
          AuthorizationType: 'NONE',
          Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': '{status: 405}' } },
        },
      },
    },
    'a MOCK request template must be a JSON object, not: {status: 405}',
  ],
  [
    'an authorizer',
    {
      Method: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: 'a',
          ResourceId: 'b',
          HttpMethod: 'GET',
          AuthorizationType: 'AWS_IAM',
          Integration: { Type: 'MOCK' },
        },
      },
    },
    'only methods without authorization are known here',
  ],
  [
    'a mapped header',
    {
      Answer: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          RestApiId: 'a',
          ResponseType: 'DEFAULT_4XX',
          ResponseParameters: { 'gatewayresponse.header.x': 'method.request.header.x' },
        },
      },
    },
    'only static header values',
  ],
  [
    'code that is no asset',
    {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Key: 'gone.zip' },
          Handler: 'a.b',
          Role: 'r',
          Runtime: 'nodejs24.x',
        },
      },
    },
    'the assembly has no asset gone.zip',
  ],
  [
    'another runtime',
    {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { S3Key: 'x' }, Handler: 'a.b', Role: 'r', Runtime: 'python3.13' },
      },
    },
    'only Node.js runtimes are known here',
  ],
  [
    'a subnet of nothing',
    {
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: { VpcId: 'vpc-1', ServiceName: 'x', SubnetIds: ['subnet-1'] },
      },
    },
    'There is no subnet subnet-1',
  ],
  [
    'a DNS record of another type',
    {
      Name: {
        Type: 'AWS::Route53::RecordSet',
        Properties: { Name: 'a.b', Type: 'MX', AliasTarget: { DNSName: 'x' } },
      },
    },
    'only A records are known here',
  ],
  [
    'an unknown listener condition',
    {
      Rule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          ListenerArn: 'a',
          Priority: 1,
          Conditions: [{ Field: 'source-ip' }],
          Actions: [],
        },
      },
    },
    'Conditions[0].Field',
  ],
];
