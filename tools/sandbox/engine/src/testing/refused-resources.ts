/** Resources that the sandbox must not deploy, since it would behave differently from AWS. */
import type { Template } from '../template';

/** Resources with a part of the reason why they are refused. */
type RefusedResources = readonly [name: string, resources: Template['Resources'], says: string];

const ROLE = 'arn:aws:iam::222222222222:role/r';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

/** Returns one resource of a type, with rejected properties. */
function one(Type: string, Properties: Record<string, unknown>): Template['Resources'] {
  return { Wrong: { Type, Properties } };
}

export const refusedResources: readonly RefusedResources[] = [
  [
    'a policy with an unsupported operator',
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
                Resource: '*',
                Condition: { StringMatches: { 'aws:SourceVpce': 'x' } },
              },
            ],
          },
        },
      },
    },
    'the condition operator StringMatches is not supported',
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
    'VTL in MOCK templates is not supported',
  ],
  [
    'a MOCK integration whose request template is not JSON',
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
          AuthorizationType: 'CUSTOM',
          Integration: { Type: 'MOCK' },
        },
      },
    },
    'authorizers are not emulated',
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
    'code that is not an asset',
    {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Key: 'gone.zip' },
          Handler: 'a.b',
          Role: ROLE,
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
        Properties: { Code: { S3Key: 'x' }, Handler: 'a.b', Role: ROLE, Runtime: 'python3.13' },
      },
    },
    'python3.13 is not supported, only Node.js runtimes are',
  ],
  [
    'a subnet that does not exist',
    {
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          ...{ VpcId: 'vpc-1', ServiceName: 'com.amazonaws.eu-central-1.execute-api' },
          ...{ VpcEndpointType: 'Interface', SubnetIds: ['subnet-1'] },
        },
      },
    },
    'Subnet subnet-1 does not exist',
  ],
  [
    'a DNS record of another type',
    {
      Name: {
        Type: 'AWS::Route53::RecordSet',
        Properties: { Name: 'a.b', Type: 'MX', AliasTarget: { DNSName: 'x', HostedZoneId: 'Z' } },
      },
    },
    'only A records are supported',
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
          Actions: [{ Type: 'forward', TargetGroupArn: 't' }],
        },
      },
    },
    'Conditions[0].Field',
  ],
  [
    'an egress rule with two destinations',
    one('AWS::EC2::SecurityGroup', {
      GroupDescription: 'group',
      VpcId: 'vpc-1',
      SecurityGroupEgress: [{ ...https, CidrIp: '0.0.0.0/0', DestinationSecurityGroupId: 'sg-1' }],
    }),
    'You must specify exactly one of the following destinations',
  ],
  [
    'a method that requires an API key',
    one('AWS::ApiGateway::Method', {
      ...{ RestApiId: 'a', ResourceId: 'b', HttpMethod: 'GET', AuthorizationType: 'NONE' },
      ...{ Integration: { Type: 'MOCK' }, ApiKeyRequired: true },
    }),
    'ApiKeyRequired: API keys and usage plans are not emulated',
  ],
  [
    'an API from an OpenAPI document',
    one('AWS::ApiGateway::RestApi', { Name: 'orders', Body: { openapi: '3.0.3', paths: {} } }),
    'Body: APIs from OpenAPI documents are not emulated',
  ],
  [
    'a rule that rewrites paths',
    one('AWS::ElasticLoadBalancingV2::ListenerRule', {
      ...{ ListenerArn: 'a', Priority: 1, Actions: [{ Type: 'forward', TargetGroupArn: 't' }] },
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
      Transforms: [
        {
          Type: 'url-rewrite',
          UrlRewriteConfig: { Rewrites: [{ Regex: '^/api/(.*)$', Replace: '/v1/$1' }] },
        },
      ],
    }),
    'Transforms: rewriting host or path is not emulated',
  ],
  [
    'a share within an organization only',
    one('AWS::RAM::ResourceShare', { Name: 'food', AllowExternalPrincipals: false }),
    'AllowExternalPrincipals: accounts here belong to no organization',
  ],
  [
    'an unknown prefix list',
    one('AWS::EC2::SecurityGroupEgress', {
      ...https,
      GroupId: 'sg-1',
      DestinationPrefixListId: 'pl-0',
    }),
    'unknown prefix list pl-0 in eu-central-1; the known ones are pl-66a5400f',
  ],
  [
    'a rule of a security group that does not exist',
    one('AWS::EC2::SecurityGroupIngress', { ...https, GroupId: 'sg-1', CidrIp: '10.0.0.0/8' }),
    'Security group sg-1 does not exist',
  ],
  [
    'a route to another gateway',
    one('AWS::EC2::Route', { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0' }),
    'only routes to internet gateways and NAT gateways are supported',
  ],
  [
    'a public load balancer',
    one('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internet-facing' }),
    'only internal load balancers are supported',
  ],
  [
    'targets that are not IP addresses',
    one('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 443,
      Protocol: 'HTTPS',
      TargetType: 'instance',
      VpcId: 'vpc-1',
    }),
    'only targets of type ip are supported',
  ],
  [
    'a custom domain that is not regional',
    one('AWS::ApiGateway::DomainName', {
      DomainName: 'a.b',
      EndpointConfiguration: { Types: ['EDGE'] },
    }),
    'only Regional custom domains are supported',
  ],
  [
    'a cache of a stage',
    one('AWS::ApiGateway::Stage', {
      RestApiId: 'a',
      StageName: 'v1',
      DeploymentId: 'd',
      MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', CachingEnabled: true }],
    }),
    'caching is not supported',
  ],
  [
    "environment variables beyond Lambda's limit",
    functionWith({ Environment: { Variables: { TEXT: 'x'.repeat(4093) } } }),
    'have provided exceeded the 4KB limit: 4097 bytes',
  ],
  [
    'a variable that Lambda sets itself',
    functionWith({ Environment: { Variables: { AWS_REGION: 'eu-west-1' } } }),
    'Reserved keys used in this request: AWS_REGION',
  ],
  [
    'a time zone of a function',
    functionWith({ Environment: { Variables: { TZ: 'Europe/Berlin' } } }),
    'Reserved keys used in this request: TZ',
  ],
  ["less memory than Lambda's minimum", functionWith({ MemorySize: 64 }), 'MemorySize'],
];

function functionWith(properties: Record<string, unknown>): Template['Resources'] {
  const code = { Code: { S3Key: 'x' }, Handler: 'a.b', Role: ROLE, Runtime: 'nodejs24.x' };
  return one('AWS::Lambda::Function', { ...code, ...properties });
}
