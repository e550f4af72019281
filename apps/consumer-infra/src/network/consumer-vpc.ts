import { Validations } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { TwoZoneVpc } from '@cross-account/networking';
import type { TwoZoneVpcProps } from '@cross-account/networking';

/**
 * The network of the clients: two zones, each with a public subnet for clients and a private one
 * for the load balancer and the endpoint. The private subnets have no way to the internet, so no
 * NAT gateway is paid for.
 */
export class ConsumerVpc extends TwoZoneVpc {
  /** Where clients run. */
  readonly clientSubnets: SubnetSelection = { subnetGroupName: 'Client' };
  /** Where the load balancer and the endpoint are. */
  readonly privateSubnets: SubnetSelection = { subnetGroupName: 'Private' };

  constructor(scope: Construct, id: string, props: TwoZoneVpcProps) {
    super(scope, id, props, [
      { name: 'Client', subnetType: SubnetType.PUBLIC, cidrMask: 20, mapPublicIpOnLaunch: false },
      { name: 'Private', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 },
    ]);
    Validations.of(this.vpc).acknowledge({
      id: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
      reason:
        'Clients reach Session Manager through it. Only their subnets have the route, and nothing in them gets a public address automatically.',
    });
  }
}
