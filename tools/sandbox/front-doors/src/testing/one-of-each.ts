/**
 * One resource of each type with an identity other than its ID, with the resources that it needs.
 */
import type { Template } from '@sandbox/engine/template';
import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { balancer, logGroup } from '@sandbox/engine/testing/small-resources';

type Resource = Template['Resources'][string];
type Properties = Readonly<Record<string, unknown>>;

export const Ref = (logicalId: string) => ({ Ref: logicalId });
const resource = (Type: string, Properties: Properties = {}) => ({ Type, Properties });

const api = (kind: string, properties: Properties = {}) =>
  resource(`AWS::ApiGateway::${kind}`, { RestApiId: Ref('Api'), ...properties });
const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
const elb = (kind: string, properties: Properties) =>
  resource(`AWS::ElasticLoadBalancingV2::${kind}`, properties);
const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
const documentOf = (Action: string) => ({
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const withPrincipal = (Action: string) => ({
  Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource: '*' }],
});

/** The asset of the function is `code.zip`. */
export const oneOfEach = {
  Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true }),
  Subnet: resource('AWS::EC2::Subnet', { VpcId: Ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
  OtherSubnet: resource('AWS::EC2::Subnet', { VpcId: Ref('Vpc'), CidrBlock: '10.0.1.0/24' }),
  Table: resource('AWS::EC2::RouteTable', { VpcId: Ref('Vpc') }),
  Internet: resource('AWS::EC2::InternetGateway'),
  Attached: resource('AWS::EC2::VPCGatewayAttachment', {
    VpcId: Ref('Vpc'),
    InternetGatewayId: Ref('Internet'),
  }),
  Route: resource('AWS::EC2::Route', {
    RouteTableId: Ref('Table'),
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: Ref('Internet'),
  }),
  Association: resource('AWS::EC2::SubnetRouteTableAssociation', {
    RouteTableId: Ref('Table'),
    SubnetId: Ref('Subnet'),
  }),
  Group: resource('AWS::EC2::SecurityGroup', {
    VpcId: Ref('Vpc'),
    GroupDescription: 'nodes',
    GroupName: 'nodes',
    SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }],
    SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/8' }],
  }),
  Ingress: resource('AWS::EC2::SecurityGroupIngress', {
    GroupId: Ref('Group'),
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    CidrIp: '10.0.0.0/16',
  }),
  Egress: resource('AWS::EC2::SecurityGroupEgress', {
    GroupId: Ref('Group'),
    IpProtocol: '-1',
    CidrIp: '0.0.0.0/0',
  }),
  Gateway: resource('AWS::EC2::VPCEndpoint', {
    VpcId: Ref('Vpc'),
    ServiceName: 'com.amazonaws.eu-central-1.dynamodb',
    RouteTableIds: [Ref('Table')],
  }),
  Interface: resource('AWS::EC2::VPCEndpoint', {
    VpcId: Ref('Vpc'),
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-central-1.execute-api',
    SubnetIds: [Ref('Subnet')],
    PrivateDnsEnabled: true,
  }),
  Zone: resource('AWS::Route53::HostedZone', {
    Name: 'orders.test',
    VPCs: [{ VPCId: Ref('Vpc'), VPCRegion: 'eu-central-1' }],
  }),
  Record: resource('AWS::Route53::RecordSet', {
    HostedZoneId: Ref('Zone'),
    Name: 'food.orders.test.',
    Type: 'A',
    AliasTarget: { DNSName: balancer('front'), HostedZoneId: 'Z215JYRZR1TBD5' },
  }),
  Balancer: elb('LoadBalancer', {
    Name: 'front',
    Scheme: 'internal',
    Subnets: [Ref('Subnet'), Ref('OtherSubnet')],
  }),
  Targets: elb('TargetGroup', {
    Name: 'targets',
    Port: 443,
    Protocol: 'HTTPS',
    TargetType: 'ip',
    VpcId: Ref('Vpc'),
  }),
  Listener: elb('Listener', {
    LoadBalancerArn: Ref('Balancer'),
    Port: 443,
    Protocol: 'HTTPS',
    Certificates: [{ CertificateArn: 'arn:aws:acm:eu-central-1:222222222222:certificate/1' }],
    DefaultActions: fixed,
  }),
  Rule: elb('ListenerRule', {
    ListenerArn: Ref('Listener'),
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } }],
    Actions: fixed,
  }),
  Api: resource('AWS::ApiGateway::RestApi'),
  Orders: api('Resource', { ParentId: root, PathPart: 'orders' }),
  Order: api('Resource', { ParentId: Ref('Orders'), PathPart: '{orderId}' }),
  Get: api('Method', {
    ResourceId: Ref('Orders'),
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: {
      Type: 'AWS_PROXY',
      IntegrationHttpMethod: 'POST',
      Uri: 'arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/a/invocations',
    },
  }),
  Model: api('Model', { Name: 'Order', Schema: {} }),
  Missing: api('GatewayResponse', { ResponseType: 'MISSING_AUTHENTICATION_TOKEN' }),
  Deployment: { ...api('Deployment'), DependsOn: 'Get' },
  Stage: api('Stage', { StageName: 'live', DeploymentId: Ref('Deployment') }),
  Domain: resource('AWS::ApiGateway::DomainName', {
    DomainName: 'food.orders.test',
    EndpointConfiguration: { Types: ['REGIONAL'] },
  }),
  Mapping: resource('AWS::ApiGateway::BasePathMapping', {
    DomainName: Ref('Domain'),
    RestApiId: Ref('Api'),
    Stage: Ref('Stage'),
  }),
  PrivateApi: resource('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['PRIVATE'] },
    Policy: withPrincipal('execute-api:Invoke'),
  }),
  PrivateMethod: resource('AWS::ApiGateway::Method', {
    RestApiId: Ref('PrivateApi'),
    ResourceId: { 'Fn::GetAtt': ['PrivateApi', 'RootResourceId'] },
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: { Type: 'MOCK' },
  }),
  PrivateDeployment: {
    ...resource('AWS::ApiGateway::Deployment', { RestApiId: Ref('PrivateApi') }),
    DependsOn: 'PrivateMethod',
  },
  PrivateStage: resource('AWS::ApiGateway::Stage', {
    RestApiId: Ref('PrivateApi'),
    StageName: 'live',
    DeploymentId: Ref('PrivateDeployment'),
  }),
  PrivateDomain: resource('AWS::ApiGateway::DomainNameV2', {
    DomainName: 'food.orders.test',
    EndpointConfiguration: { Types: ['PRIVATE'] },
    Policy: withPrincipal('execute-api:Invoke'),
  }),
  PrivateMapping: resource('AWS::ApiGateway::BasePathMappingV2', {
    DomainNameArn: Ref('PrivateDomain'),
    RestApiId: Ref('PrivateApi'),
    Stage: Ref('PrivateStage'),
  }),
  DomainShare: resource('AWS::RAM::ResourceShare', {
    Name: 'food',
    ResourceArns: [Ref('PrivateDomain')],
    Principals: ['111111111111'],
  }),
  DomainAssociation: resource('AWS::ApiGateway::DomainNameAccessAssociation', {
    DomainNameArn: Ref('PrivateDomain'),
    AccessAssociationSource: Ref('Interface'),
    AccessAssociationSourceType: 'VPCE',
  }),
  Role: { ...lambdaRole, Properties: { ...lambdaRole.Properties, RoleName: 'runs' } },
  Inline: resource('AWS::IAM::Policy', {
    PolicyName: 'reads',
    PolicyDocument: documentOf('dynamodb:GetItem'),
    Roles: [Ref('Role')],
  }),
  Managed: resource('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: 'managed',
    PolicyDocument: documentOf('dynamodb:GetItem'),
  }),
  Key: resource('AWS::KMS::Key', { KeyPolicy: withPrincipal('kms:*') }),
  KeyAlias: resource('AWS::KMS::Alias', { AliasName: 'alias/orders', TargetKeyId: Ref('Key') }),
  Secret: resource('AWS::SecretsManager::Secret', { Name: 'endpoint', SecretString: 'a' }),
  SecretPolicy: resource('AWS::SecretsManager::ResourcePolicy', {
    SecretId: Ref('Secret'),
    ResourcePolicy: withPrincipal('secretsmanager:GetSecretValue'),
  }),
  Log: logGroup('orders'),
  Items: resource('AWS::DynamoDB::Table', {
    TableName: 'items',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  }),
  Function: lambdaFunction('code.zip', { FunctionName: 'reads' }),
  Version: resource('AWS::Lambda::Version', { FunctionName: Ref('Function') }),
  Live: resource('AWS::Lambda::Alias', {
    FunctionName: Ref('Function'),
    FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
    Name: 'live',
  }),
  SchedulerRole: resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'scheduler.amazonaws.com' },
        },
      ],
    },
  }),
  Schedule: resource('AWS::Scheduler::Schedule', {
    Name: 'hourly',
    ScheduleExpression: 'rate(1 hour)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'DISABLED',
    Target: {
      Arn: { 'Fn::GetAtt': ['Function', 'Arn'] },
      RoleArn: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] },
    },
  }),
} satisfies Template['Resources'];

/** Returns a resource with other properties. */
export function changed(logicalId: keyof typeof oneOfEach, change: Properties): Resource {
  const resource: Resource = oneOfEach[logicalId];
  return { ...resource, Properties: { ...resource.Properties, ...change } };
}
