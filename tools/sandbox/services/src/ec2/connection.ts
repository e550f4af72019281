/** Evaluates TCP connections between two network interfaces of a VPC. */
import type { RuleDecision } from '@sandbox/kernel/decision';
import type { Peer } from './security-group-rule';
import type { Verdict, SecurityGroups } from './security-groups';

/** One end of a connection. */
export interface NetworkEnd {
  /** A display name, such as a construct path. */
  readonly name: string;
  readonly vpcId: string;
  readonly address: string;
  /** The groups of its network interface; undefined for a machine outside of the account. */
  readonly securityGroupIds: readonly string[] | undefined;
}

/**
 * Evaluates the egress rules of the connecting end and the ingress rules of the other. VPCs are not
 * connected with each other here.
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

/** Returns a connection that fails for lack of a route. */
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
