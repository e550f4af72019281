/**
 * A security group rule, and whether it allows a packet. A group has ingress and egress rules;
 * packets that no rule allows are dropped. Groups are stateful: responses to allowed traffic need
 * no rule.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
import { contains, parseCidr, type CidrBlock } from './ipv4';

export type Direction = 'ingress' | 'egress';

/** The peer of a rule: the source of ingress traffic, the destination of egress traffic. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: CidrBlock }
  /** Accepted, but never matched, since traffic is IPv4 here. */
  | { readonly kind: 'ipv6'; readonly text: string }
  | { readonly kind: 'securityGroup'; readonly id: string }
  | { readonly kind: 'prefixList'; readonly id: string };

export interface SecurityGroupRule {
  readonly id: string;
  readonly direction: Direction;
  /** The protocol number as text, such as `6` for TCP, or `-1` for all. */
  readonly protocol: string;
  /** Both or neither are set; for ICMP, they are its type and code. */
  readonly ports: readonly [from: number, to: number] | undefined;
  readonly peer: RulePeer;
  /** The construct path of the resource with the rule. */
  readonly constructPath: string;
}

/** The other end of a connection, as rules evaluate it. */
export interface Peer {
  /**
   * Undefined for a service outside of the VPC, which only prefix lists and rules for all addresses
   * match.
   */
  readonly address: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly prefixListIds: readonly string[];
}

/** The first packet of a TCP connection. */
export interface Packet {
  readonly port: number;
  readonly peer: Peer;
}

const TCP = '6';
const ALL = '-1';
const EVERYWHERE = 0;

const protocolNumbers: Readonly<Record<string, string>> = {
  tcp: TCP,
  udp: '17',
  icmp: '1',
  icmpv6: '58',
};

/** The properties of a rule in a template. */
export interface RuleProperties {
  readonly IpProtocol: string;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly CidrIpv6?: string | undefined;
  readonly SecurityGroupId?: string | undefined;
  readonly PrefixListId?: string | undefined;
}

/**
 * Returns the rule with these properties.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
 * @throws {Error} as EC2 does, for an unknown protocol, TCP or UDP without ports, or not exactly
 *   one source or destination.
 */
export function securityGroupRule(
  id: string,
  direction: Direction,
  properties: RuleProperties,
  constructPath: string,
): SecurityGroupRule {
  const protocol = protocolOf(properties.IpProtocol);
  const { FromPort: from, ToPort: to } = properties;
  const ported = protocol === TCP || protocol === protocolNumbers['udp'];
  if (ported && (from === undefined || to === undefined)) {
    throw new Error(`a rule for ${properties.IpProtocol} requires FromPort and ToPort`);
  }
  if (ported && from !== undefined && to !== undefined && from > to) {
    throw new Error(`FromPort ${from} is after ToPort ${to}`);
  }
  return {
    id,
    direction,
    protocol,
    ports: from === undefined || to === undefined ? undefined : [from, to],
    peer: peerOf(direction, properties),
    constructPath,
  };
}

/** Returns whether a rule allows a TCP connection. */
export function allows(rule: SecurityGroupRule, packet: Packet): boolean {
  return protocolMatches(rule) && portMatches(rule, packet) && peerMatches(rule, packet);
}

export function protocolMatches({ protocol }: SecurityGroupRule): boolean {
  return protocol === ALL || protocol === TCP;
}

/**
 * A rule for all protocols applies to all ports, regardless of its port range; port -1 stands for
 * all ports.
 */
export function portMatches({ protocol, ports }: SecurityGroupRule, { port }: Packet): boolean {
  if (protocol === ALL || ports === undefined) return true;
  const [from, to] = ports;
  return from === -1 || (port >= from && port <= to);
}

export function peerMatches({ peer }: SecurityGroupRule, packet: Packet): boolean {
  const { address, securityGroupIds, prefixListIds } = packet.peer;
  switch (peer.kind) {
    case 'cidr':
      if (address !== undefined) return contains(peer.cidr, address);
      return peer.cidr.first === EVERYWHERE && peer.cidr.size === 2 ** 32;
    case 'securityGroup':
      return securityGroupIds.includes(peer.id);
    case 'prefixList':
      return prefixListIds.includes(peer.id);
    case 'ipv6':
      return false;
  }
}

/** Returns the peer as text, such as `10.0.0.0/16`, `sg-…` or `pl-…`. */
export function peerText(peer: RulePeer): string {
  switch (peer.kind) {
    case 'cidr':
      return peer.cidr.text;
    case 'ipv6':
      return peer.text;
    case 'securityGroup':
    case 'prefixList':
      return peer.id;
  }
}

function protocolOf(name: string): string {
  const text = name.toLowerCase();
  if (Object.hasOwn(protocolNumbers, text)) return protocolNumbers[text] ?? text;
  if (text === ALL || (/^\d{1,3}$/.test(text) && Number(text) <= 255)) return text;
  throw new Error(`unknown IP protocol ${name}`);
}

function peerOf(direction: Direction, properties: RuleProperties): RulePeer {
  const { CidrIp, CidrIpv6, SecurityGroupId, PrefixListId } = properties;
  const peers: readonly (RulePeer | undefined)[] = [
    CidrIp === undefined ? undefined : { kind: 'cidr', cidr: parseCidr(CidrIp) },
    CidrIpv6 === undefined ? undefined : { kind: 'ipv6', text: CidrIpv6 },
    SecurityGroupId === undefined ? undefined : { kind: 'securityGroup', id: SecurityGroupId },
    PrefixListId === undefined ? undefined : { kind: 'prefixList', id: PrefixListId },
  ];
  const [peer, ...more] = peers.filter((each) => each !== undefined);
  if (!peer || more.length > 0) {
    const end = direction === 'ingress' ? 'source' : 'destination';
    throw new Error(
      `You must specify exactly one of the following ${end}s: an IPv4 address range, an IPv6 address ` +
        `range, a prefix list, or a security group; the rule has ${peer ? 'several' : 'none'}`,
    );
  }
  return peer;
}
