/** The identities of EC2 resources, with EC2's error for a second resource. */
import { customName, unique, type Identity } from '@sandbox/engine/identity';
import { parseCidr } from './ipv4';
import { prefixListOf } from './prefix-lists';
import { peerText, type SecurityGroupRule } from './security-group-rule';

/** A gateway is attached to one VPC, and a VPC has one gateway of a type. */
export function attachmentIdentities(
  kind: 'internet' | 'VPN',
  vpcId: string,
  gatewayId: string | undefined,
): readonly Identity[] {
  if (gatewayId === undefined) return [];
  return [
    unique(
      [kind, gatewayId],
      ({ properties }) =>
        `resource ${gatewayId} is already attached to network ${String(properties['VpcId'])}`,
    ),
    unique([kind, 'of', vpcId], `Network ${vpcId} already has an ${kind} gateway attached`),
  ];
}

/** A route table has one gateway endpoint for a service. */
export function gatewayEndpointIdentities(
  serviceName: string,
  routeTableIds: readonly string[],
): readonly Identity[] {
  const [, , region = '', service = ''] = serviceName.split('.');
  const destination = prefixListOf(region, service) ?? serviceName;
  return routeTableIds.map((table) =>
    unique(
      [table, serviceName],
      `route table ${table} already has a route with destination-prefix-list-id ${destination}`,
    ),
  );
}

/** A VPC resolves a service's names to one interface endpoint. */
export function privateDnsIdentity(serviceName: string, vpcId: string): Identity {
  const domain = serviceName.split('.').reverse().join('.');
  return unique(
    [vpcId, serviceName],
    'private-dns-enabled cannot be set because there is already a conflicting DNS domain for ' +
      `${domain} in the VPC ${vpcId}`,
  );
}

export function subnetIdentity(vpcId: string, block: string): Identity {
  return unique([vpcId, blockOf(block)], subnetConflict(block));
}

/** Returns EC2's error for a subnet that overlaps another one. */
export function subnetConflict(block: string): string {
  return `The CIDR '${block}' conflicts with another subnet`;
}

export function routeIdentity(tableId: string, destination: string): Identity {
  const message = `The route identified by ${destination} already exists.`;
  return unique([tableId, blockOf(destination)], message);
}

export function groupNameIdentities(vpcId: string, name: string | undefined): readonly Identity[] {
  const message = `The security group '${name ?? ''}' already exists for VPC '${vpcId}'`;
  return customName(name, { within: [vpcId], message });
}

/** A group has each rule once, whether it is in the group's properties or a separate resource. */
export function ruleIdentity(groupId: string, rule: SecurityGroupRule): Identity {
  const { direction, protocol, ports, peer } = rule;
  const isAll = protocol === '-1';
  const [from, to] = ports ?? [];
  const reach = isAll
    ? 'ALL'
    : [
        protocolNames[protocol] ?? protocol,
        ...(ports ? [`from port: ${from}`, `to port: ${to}`] : []),
      ].join(', ');
  const parts = [
    groupId,
    direction,
    protocol,
    ...(isAll ? [] : (ports ?? [])),
    blockOf(peerText(peer)),
  ];
  return unique(
    parts,
    `the specified rule "peer: ${peerText(peer)}, ${reach}, ALLOW" already exists`,
    {
      kind: 'security group rule',
    },
  );
}

const protocolNames: Readonly<Record<string, string>> = { '6': 'TCP', '17': 'UDP', '1': 'ICMP' };

/** Returns an IPv4 block in normalized form; other destinations unchanged. */
function blockOf(destination: string): string {
  try {
    const { first, size } = parseCidr(destination);
    return `${first}/${size}`;
  } catch {
    return destination.toLowerCase();
  }
}
