/**
 * A rule of a security group, and whether it lets a packet through. A group has rules for traffic
 * in and for traffic out; what no rule allows is dropped. Groups are stateful: an answer to what was
 * let through needs no rule.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
import { contains, parseCidr, type CidrBlock } from './ipv4';

export type Direction = 'ingress' | 'egress';

/** Whom a rule is about: the source of traffic in, the destination of traffic out. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: CidrBlock }
  /** Kept, but never met: traffic is IPv4 here. */
  | { readonly kind: 'ipv6'; readonly text: string }
  | { readonly kind: 'securityGroup'; readonly id: string }
  | { readonly kind: 'prefixList'; readonly id: string };

export interface SecurityGroupRule {
  readonly id: string;
  readonly direction: Direction;
  /** A number as text, `-1` for all: tcp is 6. */
  readonly protocol: string;
  /** Both or none; ICMP's type and code for ICMP. */
  readonly ports: readonly [from: number, to: number] | undefined;
  readonly peer: RulePeer;
  /** Of the resource that has the rule. */
  readonly constructPath: string;
}

/** The other end of a connection, as the rules of a group see it. */
export interface Peer {
  /** Undefined for a service outside of the network, which only prefix lists and all-open rules meet. */
  readonly address: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly prefixListIds: readonly string[];
}

/** A TCP connection that is about to be opened. */
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

/** What a template says of a rule. */
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
 * Reads a rule.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
 * @throws {Error} where EC2 would: at an unknown protocol, TCP or UDP without ports, or not exactly
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

/** Whether a rule lets a TCP connection through. */
export function allows(rule: SecurityGroupRule, packet: Packet): boolean {
  return protocolMatches(rule) && portMatches(rule, packet) && peerMatches(rule, packet);
}

export function protocolMatches({ protocol }: SecurityGroupRule): boolean {
  return protocol === ALL || protocol === TCP;
}

/** A rule for all protocols is for all ports too, whatever ports it names; -1 is all of them. */
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

/** Such as `10.0.0.0/16`, `sg-…` or `pl-…`. */
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
  const given: readonly (RulePeer | undefined)[] = [
    CidrIp === undefined ? undefined : { kind: 'cidr', cidr: parseCidr(CidrIp) },
    CidrIpv6 === undefined ? undefined : { kind: 'ipv6', text: CidrIpv6 },
    SecurityGroupId === undefined ? undefined : { kind: 'securityGroup', id: SecurityGroupId },
    PrefixListId === undefined ? undefined : { kind: 'prefixList', id: PrefixListId },
  ];
  const [peer, ...more] = given.filter((each) => each !== undefined);
  if (!peer || more.length > 0) {
    const end = direction === 'ingress' ? 'source' : 'destination';
    throw new Error(
      `You must specify exactly one of the following ${end}s: an IPv4 address range, an IPv6 address ` +
        `range, a prefix list, or a security group; the rule has ${peer ? 'several' : 'none'}`,
    );
  }
  return peer;
}
