/** Private custom domain names: their share, the associated endpoint, and the policies. */
import { afterServices, API, consumer, docs, food, FOOD } from '../edits';
import type { FidelityCase } from '../fidelity-case';
import { containing, including } from '../part';

const HOST = 'food.orders.localhost';

/** The IDs in the sandbox of the endpoint and the domain name that the cases add. */
const ENDPOINT = 'vpce-33392ea6ec0e34baf';
const DOMAIN_NAME = `222222222222:/domainnames/${HOST}+yandlbsxqz`;
const INVOKED = `arn:aws:execute-api:eu-central-1:${DOMAIN_NAME}`;

const OTHER_ENDPOINT = 'vpce-0123456789abcdef0';
const DENY = 'DenyUnlessThroughTheConsumersEndpoint';

const invoke = { Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };

/** A policy that admits calls through one endpoint only. */
const through = (endpoint: string) => ({
  Statement: [
    { Sid: 'Allow', Effect: 'Allow', ...invoke },
    {
      Sid: 'Deny',
      Effect: 'Deny',
      ...invoke,
      Condition: { StringNotEquals: { 'aws:SourceVpce': endpoint } },
    },
  ],
});

const domainName = (Policy?: object) =>
  food.add('PrivateDomain', {
    Type: 'AWS::ApiGateway::DomainNameV2',
    Properties: {
      DomainName: HOST,
      EndpointConfiguration: { Types: ['PRIVATE'] },
      ...(Policy && { Policy }),
    },
  });

const mapping = (BasePath: string) =>
  food.add('PrivateMapping', {
    Type: 'AWS::ApiGateway::BasePathMappingV2',
    Properties: {
      DomainNameArn: { Ref: 'PrivateDomain' },
      BasePath,
      RestApiId: { Ref: 'MicroserviceApiFB1335EA' },
      Stage: 'v1',
    },
  });

const admits = (endpoint: string) =>
  food.set(
    API,
    ['Policy', 'Statement', DENY, 'Condition', 'StringNotEquals', 'aws:SourceVpce'],
    endpoint,
  );

const endpoint = (Resource: unknown, rest: object = {}) =>
  consumer.add('PrivateEndpoint', {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcId: { Ref: 'NetworkVpc7FB7348F' },
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-central-1.execute-api',
      SubnetIds: [{ Ref: 'NetworkVpcPrivateSubnet1Subnet6DD86AE6' }],
      SecurityGroupIds: [{ Ref: 'PrivateGroup' }],
      PolicyDocument: {
        Statement: [{ Sid: 'Calls', Effect: 'Allow', ...invoke, Resource, ...rest }],
      },
    },
  });

const group = (CidrIp: string) =>
  consumer.add('PrivateGroup', {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      VpcId: { Ref: 'NetworkVpc7FB7348F' },
      GroupDescription: 'endpoint of private domain names',
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp }],
    },
  });

/** Makes the DNS record of the service an alias of an endpoint. */
const aliasOf = (logicalId: string) => {
  const entry = { 'Fn::Select': [0, { 'Fn::GetAtt': [logicalId, 'DnsEntries'] }] };
  const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', entry] }] });
  return afterServices(
    consumer.set('Dns/food/Resource', ['AliasTarget'], {
      HostedZoneId: part(0),
      DNSName: part(1),
    }),
  );
};

/** The edits for a private domain name. The association is deployed last, since it needs the name. */
const sharedWith = (account: string) => [
  domainName(through(ENDPOINT)),
  mapping('v1'),
  food.add('Share', {
    Type: 'AWS::RAM::ResourceShare',
    Properties: {
      Name: 'food',
      ResourceArns: [{ Ref: 'PrivateDomain' }],
      Principals: [account],
    },
  }),
  admits(ENDPOINT),
  group('192.168.0.0/16'),
  endpoint('*'),
  afterServices(
    consumer.add('Association', {
      Type: 'AWS::ApiGateway::DomainNameAccessAssociation',
      Properties: {
        DomainNameArn: `arn:aws:apigateway:eu-central-1:${DOMAIN_NAME}`,
        AccessAssociationSource: { Ref: 'PrivateEndpoint' },
        AccessAssociationSourceType: 'VPCE',
      },
    }),
  ),
  aliasOf('PrivateEndpoint'),
];

const privateName = sharedWith('111111111111');

/** The domain name is shared with another account than that of the endpoint. */
export const sharedWithAnother = sharedWith('333333333333');

const denied = (resource: string) => ({
  status: 403,
  body: { Message: containing(resource) },
});

const byPolicy = (kind: string, effect: string, policy: object) => ({
  hop: 'domain name',
  decision: {
    kind: 'policies',
    request: { action: 'execute-api:Invoke' },
    effect,
    decidedBy: { kind },
    policies: including({ kind, effect, ...policy }),
  },
});

const forbidden = { status: 403, body: { message: 'Forbidden' } };

export const privateDomainNames: readonly FidelityCase[] = [
  {
    name: 'reaches the API of a private domain name without the load balancer',
    given: privateName,
    answer: { status: 200 },
    cause: { hop: 'integration', outcome: 'passed' },
    source: docs.privateDomainNames,
  },
  {
    name: 'refuses an endpoint that the policy of the domain name does not name',
    given: privateName,
    edits: [domainName(through(OTHER_ENDPOINT))],
    answer: denied('User: anonymous is not authorized'),
    cause: byPolicy('resource', 'explicitDeny', { statement: { label: 'Deny' } }),
    source: docs.privateDomainNames,
  },
  {
    name: 'refuses every call to a private domain name without a policy',
    given: privateName,
    edits: [domainName()],
    answer: denied('not authorized'),
    cause: { hop: 'domain name' },
    source: docs.privateDomainNames,
  },
  {
    name: 'refuses a call that the domain name allows and the API does not',
    given: privateName,
    edits: [admits(OTHER_ENDPOINT)],
    answer: { status: 403, body: { code: 'ACCESS.DENIED' } },
    cause: {
      hop: 'resource policy',
      decision: { kind: 'policies', policies: including({ where: `${FOOD}/${API}` }) },
    },
    source: docs.privateDomainNames,
  },
  {
    name: 'refuses a call through an endpoint whose policy names the API, but not the domain name',
    given: privateName,
    edits: [endpoint('arn:aws:execute-api:eu-central-1:222222222222:??????????/*')],
    answer: denied('because no VPC endpoint policy allows'),
    cause: byPolicy('endpoint', 'implicitDeny', {}),
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'refuses a call through an endpoint whose policy names another domain name',
    given: privateName,
    edits: [
      endpoint('*', { Condition: { ArnEquals: { 'execute-api:viaDomainArn': `${INVOKED}x` } } }),
    ],
    answer: denied('because no VPC endpoint policy allows'),
    cause: byPolicy('endpoint', 'implicitDeny', {}),
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'forbids a path outside of the base paths of a private domain name',
    given: privateName,
    edits: [mapping('v2')],
    answer: forbidden,
    cause: { hop: 'domain name' },
    source: docs.basePaths,
  },
  {
    name: 'drops a client that no ingress rule of the endpoint of a private domain name allows',
    given: privateName,
    edits: [group('10.0.0.0/16')],
    answer: { status: 0 },
    cause: { hop: 'security group', decision: { constructPaths: including('PrivateGroup') } },
    source: docs.securityGroups,
  },
  {
    name: 'does not reach a public domain name through an endpoint that is associated with private ones',
    given: privateName,
    request: { name: HOST, host: 'beverage.orders.localhost' },
    answer: forbidden,
    cause: {
      hop: 'domain name',
      decision: { rule: containing('is associated with private domain names') },
    },
    source: docs.privateDomainNames,
  },
];
