import { network, putEndpoint, putGroup, vpcId } from '../testing/network';
import { reachability } from './reachability';
import type { Ec2 } from './ec2';
import { parseCidr } from './ipv4';
import type { RuleProperties } from './security-group-rule';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const toDynamoDb: RuleProperties = { ...https, PrefixListId: 'pl-66a5400f' };
const everywhere: RuleProperties = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

/** A VPC whose first subnet has the route table `table`. */
function withTable(egress: readonly RuleProperties[], subnets = 1): Ec2 {
  const ec2 = network(subnets);
  ec2.routeTables.put({ id: 'table', vpcId, constructPath: 'table' });
  ec2.routeTables.associate('association', 'subnet-1', 'table');
  putGroup(ec2, 'functions', { egress });
  return ec2;
}

function gatewayEndpoint(ec2: Ec2, routeTableIds: readonly string[]): void {
  const serviceName = 'com.amazonaws.eu-central-1.dynamodb';
  putEndpoint(ec2, { serviceName, type: 'Gateway', subnetIds: [], routeTableIds });
}

function route(ec2: Ec2, kind: 'internetGateway' | 'natGateway', destination = '0.0.0.0/0'): void {
  const target = { kind, id: 'gateway' };
  ec2.routeTables.putRoute('table', {
    id: 'route',
    destination: parseCidr(destination),
    target,
    constructPath: 'route',
  });
}

/** Returns the path of a call from a function in these subnets, or `dropped` and the reason. */
function pathOf(ec2: Ec2, service = 'dynamodb', subnetIds = ['subnet-1']): string {
  const reached = reachability(ec2, service, { subnetIds, securityGroupIds: ['functions'] });
  return reached.allowed ? reached.via : `dropped: ${reached.detail}`;
}

describe("a function's call to an AWS service", () => {
  it('is allowed outside of a VPC', () => {
    expect(reachability(network(), 'dynamodb', undefined)).toMatchObject({
      allowed: true,
      via: 'AWS network',
    });
  });

  it('uses the gateway endpoint in its route table', () => {
    const ec2 = withTable([toDynamoDb]);
    gatewayEndpoint(ec2, ['table']);
    expect(pathOf(ec2)).toBe('gateway endpoint');
    const reached = reachability(ec2, 'dynamodb', {
      subnetIds: ['subnet-1'],
      securityGroupIds: ['functions'],
    });
    expect(reached.endpoint?.id).toBe('vpce-1');
  });

  it.each<
    [
      what: string,
      routeTableIds: readonly string[],
      egress: readonly RuleProperties[],
      reason: string,
    ]
  >([
    [
      'no table leads to the endpoint',
      ['other'],
      [toDynamoDb],
      'subnet-1 has no route to dynamodb',
    ],
    [
      'no egress rule allows it',
      ['table'],
      [],
      'no egress rule allows TCP 443 to pl-66a5400f: functions',
    ],
    [
      'the rule is for another service',
      ['table'],
      [{ ...https, PrefixListId: 'pl-6ea54007' }],
      'no egress rule',
    ],
    [
      'the rule is for another port',
      ['table'],
      [{ ...toDynamoDb, FromPort: 80, ToPort: 80 }],
      'no egress rule',
    ],
  ])('is dropped if %s', (_what, routeTableIds, egress, reason) => {
    const ec2 = withTable(egress);
    gatewayEndpoint(ec2, routeTableIds);
    expect(pathOf(ec2)).toContain(`dropped: ${reason}`);
  });

  it('is dropped if one of its subnets has no path', () => {
    const ec2 = withTable([toDynamoDb], 2);
    gatewayEndpoint(ec2, ['table']);
    expect(pathOf(ec2, 'dynamodb', ['subnet-1', 'subnet-2'])).toContain(
      'dropped: subnet-2 has no route',
    );
    ec2.routeTables.associate('another', 'subnet-2', 'table');
    expect(pathOf(ec2, 'dynamodb', ['subnet-1', 'subnet-2'])).toBe('gateway endpoint');
    ec2.routeTables.disassociate('another');
    expect(pathOf(ec2, 'dynamodb', ['subnet-2'])).toContain('dropped');
  });

  it.each([
    ['a NAT gateway', 'natGateway', '0.0.0.0/0', 'NAT gateway'],
    [
      'a NAT gateway for some addresses',
      'natGateway',
      '1.0.0.0/8',
      'dropped: subnet-1 has no route',
    ],
    ['an internet gateway', 'internetGateway', '0.0.0.0/0', 'dropped: subnet-1 has no route'],
  ] as const)('by %s', (_what, kind, destination, expected) => {
    const ec2 = withTable([everywhere]);
    route(ec2, kind, destination);
    expect(pathOf(ec2, 'kms')).toContain(expected);
  });

  it('needs an egress rule to pass the NAT gateway', () => {
    const ec2 = withTable([toDynamoDb]);
    route(ec2, 'natGateway');
    expect(pathOf(ec2)).toBe('NAT gateway');
    expect(pathOf(ec2, 'kms')).toContain('no egress rule allows TCP 443 to the internet');
    ec2.routeTables.deleteRoute('route');
    expect(pathOf(ec2)).toContain('no route');
  });

  it.each([
    [
      'both groups allow it',
      true,
      [everywhere],
      [{ ...https, SecurityGroupId: 'functions' }],
      'interface endpoint',
    ],
    [
      "the endpoint's group allows the VPC's addresses",
      true,
      [everywhere],
      [{ ...https, CidrIp: '10.0.0.0/16' }],
      'interface endpoint',
    ],
    [
      "the endpoint's group has no ingress rule",
      true,
      [everywhere],
      [],
      'dropped: no ingress rule allows TCP 443 from 10.0.1.254',
    ],
    [
      "the function's group has no egress rule",
      true,
      [toDynamoDb],
      [everywhere],
      'dropped: no egress rule',
    ],
    [
      "the service's name does not resolve to it",
      false,
      [everywhere],
      [everywhere],
      'dropped: subnet-1 has no route to kms',
    ],
  ])('reaches an interface endpoint if %s', (_what, privateDns, egress, ingress, expected) => {
    const ec2 = withTable(egress);
    putGroup(ec2, 'endpoint', { ingress });
    const serviceName = 'com.amazonaws.eu-central-1.kms';
    putEndpoint(ec2, { serviceName, privateDns, securityGroupIds: ['endpoint'], vpcId });
    expect(pathOf(ec2, 'kms')).toContain(expected);
  });
});
