import { IpAddresses, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetConfiguration } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ClosedDefaultSecurityGroup } from './closed-default-security-group';
import { VpcFlowLog } from './vpc-flow-log';

/** The properties of a {@link TwoZoneVpc}. */
export interface TwoZoneVpcProps {
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** Enable flow logs. @default false */
  readonly flowLogs?: boolean;
  /** Retain the flow log when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** A VPC in two Availability Zones, without NAT gateways, whose default security group has no rules. */
export abstract class TwoZoneVpc extends Construct {
  readonly vpc: IVpc;

  /** @param subnets subnets that are created in each zone */
  protected constructor(
    scope: Construct,
    id: string,
    props: TwoZoneVpcProps,
    subnets: readonly SubnetConfiguration[],
  ) {
    super(scope, id);
    const created = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.cidr),
      maxAzs: 2,
      natGateways: 0,
      // ClosedDefaultSecurityGroup does this instead, below.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [...subnets],
    });
    // Vpc is incompatible with IVpc under exactOptionalPropertyTypes.
    const vpc = created as IVpc & Pick<Vpc, 'vpcDefaultSecurityGroup'>;
    this.vpc = vpc;
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpc });
    if (props.flowLogs === true) {
      new VpcFlowLog(this, 'FlowLog', { vpc, retainLogs: props.retainLogs ?? false });
    }
  }
}
