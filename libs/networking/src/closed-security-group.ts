import { Lazy } from 'aws-cdk-lib';
import { CfnSecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IPeer, IVpc, Port } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** The properties of a {@link ClosedSecurityGroup}. */
export interface ClosedSecurityGroupProps {
  readonly vpc: IVpc;
  readonly description: string;
}

/**
 * A rule that matches nothing. EC2 adds 'allow all outbound' to a group without egress rules; CDK creates some rules
 * as separate resources, which are added later.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ec2-security-group.html
 */
const NO_TRAFFIC: CfnSecurityGroup.EgressProperty = {
  cidrIp: '255.255.255.255/32',
  description: 'Keeps the default rule out; matches nothing',
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
};

/** A security group without ingress and egress, except for rules that are added to it. */
export class ClosedSecurityGroup extends SecurityGroup {
  /** Inline rules; with one of them, EC2 adds no default rule. */
  private readonly ownEgress: CfnSecurityGroup.EgressProperty[] = [];

  constructor(scope: Construct, id: string, props: ClosedSecurityGroupProps) {
    super(scope, id, { ...props, allowAllOutbound: false });
    const group = this.node.defaultChild;
    if (!(group instanceof CfnSecurityGroup)) return;
    group.securityGroupEgress = Lazy.any({
      produce: () => (this.ownEgress.length > 0 ? this.ownEgress : [NO_TRAFFIC]),
    });
  }

  override addEgressRule(
    peer: IPeer,
    connection: Port,
    description?: string,
    remote = false,
  ): void {
    const text = description ?? `to ${peer.uniqueId}:${connection.toString()}`;
    super.addEgressRule(peer, connection, text, remote);
    if (!peer.canInlineRule) return;
    const to = peer.toEgressRuleConfig() as Partial<CfnSecurityGroup.EgressProperty>;
    const over = connection.toRuleJson() as Pick<CfnSecurityGroup.EgressProperty, 'ipProtocol'>;
    this.ownEgress.push({ ...to, ...over, description: text });
  }
}
