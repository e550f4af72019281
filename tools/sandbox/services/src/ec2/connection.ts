/** Whether a TCP connection between two network interfaces of a VPC comes about. */
import type { RuleDecision } from '@sandbox/kernel/decision';
import type { Peer } from './security-group-rule';
import type { Verdict, SecurityGroups } from './security-groups';

/** One end of a connection. */
export interface NetworkEnd {
  /** For people, such as a construct path. */
  readonly name: string;
  readonly vpcId: string;
  readonly address: string;
  /** Those of its network interface; undefined for a machine that is no part of the account. */
  readonly securityGroupIds: readonly string[] | undefined;
}

/**
 * Both ends decide: the groups of the one that connects by their egress rules, those of the other by
 * their ingress rules. Networks are not connected with each other here.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function connection(
  groups: SecurityGroups,
  from: NetworkEnd,
  to: NetworkEnd,
  port: number,
): Verdict {
  if (from.vpcId !== to.vpcId) {
    const none = `${to.name} is in ${to.vpcId}, not in ${from.vpcId} of ${from.name}`;
    return dropped(none, [from.name, to.name]);
  }
  if (from.securityGroupIds) {
    const out = groups.evaluate(from.securityGroupIds, 'egress', { port, peer: peerOf(to) });
    if (!out.allowed || !to.securityGroupIds) return out;
  }
  return groups.evaluate(to.securityGroupIds ?? [], 'ingress', { port, peer: peerOf(from) });
}

/** A connection that nothing leads to. */
export function dropped(
  detail: string,
  constructPaths: readonly string[],
): Verdict & { readonly allowed: false } {
  const decision: RuleDecision = { kind: 'rule', rule: detail, constructPaths };
  return { allowed: false, detail, decision: () => decision };
}

export function peerOf({ address, securityGroupIds = [] }: NetworkEnd): Peer {
  return { address, securityGroupIds, prefixListIds: [] };
}
