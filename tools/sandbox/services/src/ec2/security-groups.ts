/**
 * The security groups of one account, their rules, and the evaluation of connections. The rules of all
 * groups of a network interface are aggregated: a connection is allowed if any rule allows it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
import type { Check, RuleDecision } from '@sandbox/kernel/decision';
import {
  allows,
  peerMatches,
  peerText,
  portMatches,
  protocolMatches,
  securityGroupRule,
  type Direction,
  type Packet,
  type SecurityGroupRule,
} from './security-group-rule';

export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly constructPath: string;
  /** The rules in the group's own properties. */
  readonly rules: readonly SecurityGroupRule[];
}

/** The evaluation of a connection by the groups of one network interface. */
export interface Verdict {
  readonly allowed: boolean;
  /** The rule that allows it, or the missing rule, in one line. */
  readonly detail: string;
  /** Computed only when the trace is described. */
  readonly decision: () => RuleDecision;
}

export class SecurityGroups {
  private readonly groups = new Map<string, SecurityGroup>();
  /** Rules that are separate resources, by group. */
  private readonly added = new Map<string, Map<string, SecurityGroupRule>>();

  /**
   * Creates a group, or replaces the rules in its properties.
   *
   * @throws {Error} when it has too many rules.
   */
  put(group: SecurityGroup): void {
    assertLimit([...group.rules, ...(this.added.get(group.id)?.values() ?? [])]);
    this.groups.set(group.id, group);
  }

  /** Deletes a group if it exists. */
  delete(id: string): void {
    this.groups.delete(id);
    this.added.delete(id);
  }

  get(id: string): SecurityGroup | undefined {
    return this.groups.get(id);
  }

  /** @throws {Error} when the account has no such group, or it has too many rules. */
  putRule(groupId: string, rule: SecurityGroupRule): void {
    if (!this.groups.has(groupId)) throw new Error(`Security group ${groupId} does not exist`);
    assertLimit([...this.rulesOf(groupId).filter(({ id }) => id !== rule.id), rule]);
    const rules = this.added.get(groupId) ?? new Map<string, SecurityGroupRule>();
    this.added.set(groupId, rules.set(rule.id, rule));
  }

  deleteRule(groupId: string, ruleId: string): void {
    this.added.get(groupId)?.delete(ruleId);
  }

  /** Revokes rules of a group. */
  revoke(groupId: string, ruleIds: ReadonlySet<string>): void {
    for (const id of ruleIds) this.deleteRule(groupId, id);
    const group = this.groups.get(groupId);
    if (group) this.put({ ...group, rules: group.rules.filter(({ id }) => !ruleIds.has(id)) });
  }

  rulesOf(groupId: string): readonly SecurityGroupRule[] {
    const added = this.added.get(groupId)?.values() ?? [];
    return [...(this.groups.get(groupId)?.rules ?? []), ...added];
  }

  /** Evaluates a TCP connection to or from a network interface with these groups. */
  evaluate(groupIds: readonly string[], direction: Direction, packet: Packet): Verdict {
    const rules = groupIds
      .flatMap((id) => this.rulesOf(id))
      .filter((rule) => rule.direction === direction);
    const rule = rules.find((candidate) => allows(candidate, packet));
    const groups = groupIds.map((id) => this.groups.get(id)?.constructPath ?? id);
    const text = `TCP ${packet.port} ${direction === 'ingress' ? 'from' : 'to'} ${peerName(packet)}`;
    if (rule) {
      return {
        allowed: true,
        detail: `${rule.constructPath} allows ${text}`,
        decision: () => decided(`${direction} rule allows ${text}`, [rule], packet, groups),
      };
    }
    const none = `no ${direction} rule allows ${text}`;
    return {
      allowed: false,
      detail: `${none}: ${groups.join(', ')}`,
      decision: () => decided(none, rules, packet, groups),
    };
  }
}

/**
 * The maximum number of rules in each direction.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
const MAX_RULES = 60;

function assertLimit(rules: readonly SecurityGroupRule[]): void {
  const ingress = rules.filter(({ direction }) => direction === 'ingress').length;
  if (Math.max(ingress, rules.length - ingress) <= MAX_RULES) return;
  throw new Error('The maximum number of rules per security group has been reached.');
}

/**
 * The rules of the default group of each VPC: ingress from its own members, egress to everywhere.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function defaultGroupRules(
  groupId: string,
  constructPath: string,
): readonly SecurityGroupRule[] {
  const source = { IpProtocol: '-1', SecurityGroupId: groupId };
  return [
    securityGroupRule(`${groupId}-in`, 'ingress', source, constructPath),
    allowAllOut(groupId, constructPath),
  ];
}

/**
 * The egress rule of a group without egress rules in its properties.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
 */
export function allowAllOut(groupId: string, constructPath: string): SecurityGroupRule {
  const everywhere = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };
  return securityGroupRule(`${groupId}-out`, 'egress', everywhere, constructPath);
}

function decided(
  rule: string,
  rules: readonly SecurityGroupRule[],
  packet: Packet,
  groups: readonly string[],
): RuleDecision {
  return {
    kind: 'rule',
    rule,
    constructPaths: [...new Set([...rules.map(({ constructPath }) => constructPath), ...groups])],
    checks: rules.flatMap((candidate) => checksOf(candidate, packet)),
  };
}

function checksOf(rule: SecurityGroupRule, packet: Packet): readonly Check[] {
  const { constructPath, protocol, ports, peer } = rule;
  const end = rule.direction === 'ingress' ? 'source' : 'destination';
  return [
    {
      name: `${constructPath}: protocol`,
      expected: protocol === '-1' ? 'all' : protocol,
      actual: '6',
      holds: protocolMatches(rule),
    },
    {
      name: `${constructPath}: port`,
      expected: protocol === '-1' || !ports ? 'all' : [...new Set(ports)].join('-'),
      actual: String(packet.port),
      holds: portMatches(rule, packet),
    },
    {
      name: `${constructPath}: ${end}`,
      expected: peerText(peer),
      actual: peerName(packet),
      holds: peerMatches(rule, packet),
    },
  ];
}

function peerName({ peer }: Packet): string {
  const names = [peer.address, ...peer.securityGroupIds, ...peer.prefixListIds];
  return names.filter((name) => name !== undefined).join(' ') || 'the internet';
}
