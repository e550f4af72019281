import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** What a {@link ConsumerVpc} is made from. */
export interface ConsumerVpcProps {
  /** IPv4 range of the VPC. */
  readonly cidr: string;
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
    // Vpc declares an optional property in a way that exactOptionalPropertyTypes refuses as an IVpc.
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.cidr),
      maxAzs: 2,
      natGateways: 0,
      // A custom resource with a Lambda of CDK's own would do it; every security group that
      // anything uses here is an explicit one.
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
    }) as IVpc;
  }
}
