import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { balancer } from '@sandbox/engine/testing/small-resources';
import { functionUri } from '@sandbox/engine/testing/two-accounts';
import type { Template } from '@sandbox/engine/template';
import { deployments } from '../../src/testing/deployments';
import { changed, oneOfEach, Ref } from '../../src/testing/one-of-each';

const { deploy, stack } = deployments();

type Resources = Template['Resources'];

const { Vpc, Subnet, Group, Zone, Api, Orders, Get, Deployment, Key, Secret } = oneOfEach;
const network = { Vpc, Subnet };
const api = { Api, Orders, Get, Deployment };
const nobody = 'arn:aws:iam::222222222222:role/nobody';

const allowing = (AWS: string, rest: object = {}) => ({
  Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: '*', Resource: '*', ...rest }],
});
const root = 'arn:aws:iam::222222222222:root';

const inZone = (CidrBlock: string) =>
  changed('Subnet', { CidrBlock, AvailabilityZone: 'eu-central-1a' });
const oneZone = { Vpc, A: inZone('10.0.0.0/24'), B: inZone('10.0.1.0/24') };

const aliasOf = (DNSName: string, HostedZoneId: unknown) =>
  changed('Record', { AliasTarget: { DNSName, HostedZoneId } });

const secretPolicy = (ResourcePolicy: object, BlockPublicPolicy: boolean) => ({
  Secret,
  SecretPolicy: changed('SecretPolicy', { ResourcePolicy, BlockPublicPolicy }),
});

const logging = { AccessLogSetting: { DestinationArn: 'arn:aws:logs:eu-central-1:2:log-group:a' } };
const withRole = (Service: string) => ({
  ...api,
  Stage: { ...changed('Stage', logging), DependsOn: 'Settings' },
  Settings: {
    Type: 'AWS::ApiGateway::Account',
    Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['LogRole', 'Arn'] } },
  },
  LogRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
      },
    },
  },
});

const TWO_ZONES = /At least two subnets in two different Availability Zones must be specified/;
const PUBLIC =
  /The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent/;
const PRIVATE_DNS =
  /Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true/;

it.each<[name: string, resources: Resources, says: RegExp]>([
  [
    'access logs without a role of the account',
    { ...api, Stage: changed('Stage', logging) },
    /CloudWatch Logs role ARN must be set in account settings to enable logging/,
  ],
  [
    'execution logs without one',
    {
      ...api,
      Stage: changed('Stage', {
        MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'INFO' }],
      }),
    },
    /CloudWatch Logs role ARN must be set in account settings to enable logging/,
  ],
  [
    'a logging role that does not trust API Gateway',
    withRole('lambda.amazonaws.com'),
    /The role ARN does not have required permissions configured/,
  ],
  [
    'an API without methods',
    { Api, Deployment: { ...Deployment, DependsOn: 'Api' } },
    /any methods/,
  ],
  [
    "a method with another account's role",
    {
      ...api,
      Get: changed('Get', {
        Integration: {
          ...{ Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: functionUri('a') },
          Credentials: 'arn:aws:iam::333333333333:role/a',
        },
      }),
    },
    /Cross-account pass role is not allowed/,
  ],
  [
    'a policy of an API for an unknown role',
    { Api: { ...Api, Properties: { Policy: allowing(nobody) } } },
    /Invalid policy document\. Please check .*role\/nobody/,
  ],
  [
    'a trust policy for an unknown role',
    { Role: trusting(nobody) },
    /Invalid principal in policy .*role\/nobody/,
  ],
  [
    'a key policy for an unknown user',
    { Key: changed('Key', { KeyPolicy: allowing('arn:aws:iam::222222222222:user/u') }) },
    /Policy contains a statement with one or more invalid principals\./,
  ],
  [
    'a key that nobody could manage',
    { Key: changed('Key', { KeyPolicy: allowing(root, { Action: 'kms:Decrypt' }) }) },
    /The new key policy will not allow you to update the key policy in the future\./,
  ],
  ['a secret for everybody', secretPolicy(allowing('*'), true), PUBLIC],
  [
    'a secret for everybody but those of an endpoint',
    secretPolicy(
      allowing('*', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
      true,
    ),
    PUBLIC,
  ],
  [
    'a secret for an unknown role',
    secretPolicy(allowing(nobody), false),
    /This resource policy contains an unsupported principal\./,
  ],
  [
    'private DNS without DNS hostnames',
    {
      ...network,
      Vpc: changed('Vpc', { EnableDnsHostnames: false }),
      Interface: changed('Interface', {}),
    },
    PRIVATE_DNS,
  ],
  [
    'private DNS without any DNS',
    {
      ...network,
      Vpc: changed('Vpc', { EnableDnsSupport: false, EnableDnsHostnames: false }),
      Interface: changed('Interface', {}),
    },
    PRIVATE_DNS,
  ],
  [
    'an endpoint with two subnets of one zone',
    { ...oneZone, Interface: changed('Interface', { SubnetIds: [Ref('A'), Ref('B')] }) },
    /DuplicateSubnetsInSameZone/,
  ],
  [
    'a load balancer with two subnets of one zone',
    { ...oneZone, Balancer: changed('Balancer', { Subnets: [Ref('A'), Ref('B')] }) },
    /cannot be attached to multiple subnets in the same Availability Zone/,
  ],
  [
    'a zone of an unknown VPC',
    {
      ...network,
      Zone: changed('Zone', {
        VPCs: [Ref('Vpc'), 'vpc-0a1b2c3d'].map((VPCId) => ({ VPCId, VPCRegion: 'eu-central-1' })),
      }),
    },
    /The vpc ID 'vpc-0a1b2c3d' does not exist/,
  ],
  [
    'a zone of a VPC in another Region',
    {
      ...network,
      Zone: changed('Zone', { VPCs: [{ VPCId: Ref('Vpc'), VPCRegion: 'eu-west-1' }] }),
    },
    /The vpc ID 'vpc-\w+' does not exist .*eu-west-1/,
  ],
  [
    'a load balancer with one subnet',
    { ...network, Balancer: changed('Balancer', { Subnets: [Ref('Subnet')] }) },
    TWO_ZONES,
  ],
  [
    'a load balancer without subnets',
    { ...network, Balancer: changed('Balancer', { Subnets: [] }) },
    TWO_ZONES,
  ],
  [
    "an alias of a load balancer in the hosted zone of another Region's",
    { ...network, Zone, Record: aliasOf(balancer('front'), 'Z35SXDOTRQ7X7K') },
    /Tried to create an alias that targets front\.eu-central-1\.elb\.amazonaws\.com\., type A in zone Z35SXDOTRQ7X7K, but the alias target name does not lie within the target zone/,
  ],
  [
    'an alias of a load balancer in the hosted zone of the alias',
    { ...network, Zone, Record: aliasOf(balancer('front'), Ref('Zone')) },
    /type A in zone Z[0-9A-Z]+, but that target was not found/,
  ],
  [
    "an alias of the zone's own record in the hosted zone of load balancers",
    { ...network, Zone, Record: aliasOf('drinks.orders.test', 'Z215JYRZR1TBD5') },
    /targets drinks\.orders\.test\., type A in zone Z215JYRZR1TBD5, but the alias target name/,
  ],
  [
    'an alias of a name outside of its zone',
    { ...network, Zone, Record: aliasOf('drinks.test', Ref('Zone')) },
    /targets drinks\.test\., type A in zone/,
  ],
  [
    'a rule with two sources',
    { Vpc, Group, Ingress: changed('Ingress', { CidrIpv6: '::/0' }) },
    /You must specify exactly one of the following sources: .*; the rule has several/,
  ],
  [
    'a rule without a destination',
    { Vpc, Group, Egress: changed('Egress', { CidrIp: { Ref: 'AWS::NoValue' } }) },
    /You must specify exactly one of the following destinations: .*; the rule has none/,
  ],
  [
    'a record outside of its zone',
    { ...network, Zone, Record: changed('Record', { Name: 'food.theorders.test' }) },
    /RRSet with DNS name food\.theorders\.test\. is not permitted in zone orders\.test\./,
  ],
  [
    "a function in a VPC whose role can't create network interfaces",
    {
      ...network,
      Role: lambdaRole,
      Group: oneOfEach.Group,
      Function: lambdaFunction('code.zip', {
        Code: { ZipFile: 'exports.handler = async () => 1;' },
        Handler: 'index.handler',
        VpcConfig: { SubnetIds: [Ref('Subnet')], SecurityGroupIds: [Ref('Group')] },
      }),
    },
    /The provided execution role does not have permissions to call CreateNetworkInterface on EC2/,
  ],
])('rejects %s, and rolls back', async (_name, resources, says) => {
  const { error } = await deploy(resources);
  expect(error?.message).toMatch(says);
  expect(stack().status).toBe('ROLLBACK_COMPLETE');
});

it.each<[name: string, resources: Resources]>([
  ['access logs with a role of the account', withRole('apigateway.amazonaws.com')],
  [
    'a zone of two VPCs',
    {
      ...network,
      Other: changed('Vpc', { CidrBlock: '10.1.0.0/16' }),
      Zone: changed('Zone', {
        VPCs: ['Vpc', 'Other'].map((id) => ({ VPCId: Ref(id), VPCRegion: 'eu-central-1' })),
      }),
    },
  ],
  ['a secret for everybody, where that is not blocked', secretPolicy(allowing('*'), false)],
  [
    'a secret for everybody of an endpoint',
    secretPolicy(
      allowing('*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
      true,
    ),
  ],
  [
    'a key without a safety check',
    {
      Key: changed('Key', {
        KeyPolicy: allowing(root, { Action: 'kms:Decrypt' }),
        BypassPolicyLockoutSafetyCheck: true,
      }),
    },
  ],
  [
    'a key for a role of no account here',
    { Key, Role: trusting('arn:aws:iam::999999999999:role/a') },
  ],
  ['a role of the CDK bootstrap stack', { Role: trusting('arn:aws:iam::222222222222:role/cdk-a') }],
  [
    'an alias of another record of its zone',
    {
      Vpc,
      Zone,
      Record: changed('Record', {}),
      Other: {
        ...changed('Record', {
          Name: 'drinks.orders.test',
          AliasTarget: { DNSName: 'food.orders.test', HostedZoneId: Ref('Zone') },
        }),
        DependsOn: 'Record',
      },
    },
  ],
  ['the name of a zone itself', { Vpc, Zone, Record: changed('Record', { Name: 'Orders.test.' }) }],
])('allows %s', async (_name, resources) => {
  expect((await deploy(resources)).error).toBeUndefined();
});

function trusting(AWS: string) {
  const Statement = [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }];
  return { ...lambdaRole, Properties: { AssumeRolePolicyDocument: { Statement } } };
}
