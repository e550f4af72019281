import { Validations } from 'aws-cdk-lib';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ClosedDefaultSecurityGroup, VpcFlowLog } from '@cross-account/networking';

/** What a {@link ConsumerVpc} is made from. */
export interface ConsumerVpcProps {
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** Log the VPC's connections. @default false */
  readonly flowLogs?: boolean;
  /** Keep the flow log when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/**
 * The network of the clients: two zones, each with a public subnet for clients and a private one
 * for the load balancer and the endpoint. The private subnets have no way to the internet, so no
 * NAT gateway is paid for.
 */
export class ConsumerVpc extends Construct {
  readonly vpc: IVpc;
  /** Where clients run. */
  readonly clientSubnets: SubnetSelection = { subnetGroupName: 'Client' };
  /** Where the load balancer and the endpoint are. */
  readonly privateSubnets: SubnetSelection = { subnetGroupName: 'Private' };

  constructor(scope: Construct, id: string, props: ConsumerVpcProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.cidr),
      maxAzs: 2,
      natGateways: 0,
      // Ours does it, below.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        {
          name: 'Client',
          subnetType: SubnetType.PUBLIC,
          cidrMask: 20,
          mapPublicIpOnLaunch: false,
        },
        { name: 'Private', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 },
      ],
    });
    // Vpc declares an optional property in a way that exactOptionalPropertyTypes refuses as an IVpc.
    this.vpc = vpc as IVpc;
    Validations.of(vpc).acknowledge({
      id: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
      reason:
        'Clients reach Session Manager by it. Only their subnets have the route, and nothing in them gets a public address by itself.',
    });
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpc: vpc as IVpc & Pick<Vpc, 'vpcDefaultSecurityGroup'>,
    });
    if (props.flowLogs === true) {
      new VpcFlowLog(this, 'FlowLog', { vpc: this.vpc, retainLogs: props.retainLogs ?? false });
    }
  }
}
