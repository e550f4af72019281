import { Validations } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { TwoZoneVpc } from '@cross-account/networking';
import type { TwoZoneVpcProps } from '@cross-account/networking';

/**
 * The network of the clients: two Availability Zones, each with a public subnet for clients and a private one
 * for the load balancer and the endpoint. The private subnets have no route to the internet, which saves the
 * costs of a NAT gateway.
 */
export class ConsumerVpc extends TwoZoneVpc {
  /** The subnets of clients. */
  readonly clientSubnets: SubnetSelection = { subnetGroupName: 'Client' };
  /** The subnets of the load balancer and the endpoint. */
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
