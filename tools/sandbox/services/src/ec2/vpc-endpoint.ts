/** A VPC endpoint, which connects a VPC to an AWS service. */
import type { Policy } from '@sandbox/policy/policy';

export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly privateIpAddress: string;
}

/** The properties of an endpoint in a template. */
export interface VpcEndpointProps {
  readonly id: string;
  readonly vpcId: string;
  /** Such as `com.amazonaws.eu-central-1.execute-api`. */
  readonly serviceName: string;
  readonly type: 'Gateway' | 'Interface';
  /** The subnets of an interface endpoint, with one network interface in each. */
  readonly subnetIds: readonly string[];
  /** The groups of an interface endpoint's network interfaces. */
  readonly securityGroupIds: readonly string[];
  /** The route tables with a route to a gateway endpoint. */
  readonly routeTableIds: readonly string[];
  /** Whether the service's DNS names resolve to the endpoint within the VPC. */
  readonly privateDns: boolean;
  /** The endpoint policy. */
  readonly policy: Policy;
  readonly constructPath: string;
}

export interface VpcEndpoint extends VpcEndpointProps {
  readonly networkInterfaces: readonly NetworkInterface[];
}
