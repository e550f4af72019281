import { Lazy } from 'aws-cdk-lib';
import { CfnSecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IPeer, IVpc, Port } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** What a {@link ClosedSecurityGroup} is made from. */
export interface ClosedSecurityGroupProps {
  readonly vpc: IVpc;
  readonly description: string;
}

/**
 * A rule that matches nothing. EC2 adds 'allow all outbound' to a group that is created without an
 * egress rule of its own; CDK writes some rules as resources beside the group, which come later.
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

/** A security group that lets nothing in or out but what is added to it. */
export class ClosedSecurityGroup extends SecurityGroup {
  /** Rules that stand in the group itself; with one of them, EC2 adds none of its own. */
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
