/** A VPC endpoint: a way from a network into an AWS service. */
import type { Policy } from '@sandbox/policy/policy';

export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly privateIpAddress: string;
}

/** What a template says of an endpoint. */
export interface VpcEndpointProps {
  readonly id: string;
  readonly vpcId: string;
  /** Such as `com.amazonaws.eu-central-1.execute-api`. */
  readonly serviceName: string;
  readonly type: 'Gateway' | 'Interface';
  /** Of an interface endpoint: it has one network interface in each. */
  readonly subnetIds: readonly string[];
  /** Of an interface endpoint's network interfaces. */
  readonly securityGroupIds: readonly string[];
  /** Of a gateway endpoint: the tables that lead to it. */
  readonly routeTableIds: readonly string[];
  /** Whether the service's own DNS names lead to the endpoint inside of the VPC. */
  readonly privateDns: boolean;
  /** What may be asked for through the endpoint. */
  readonly policy: Policy;
  readonly constructPath: string;
}

export interface VpcEndpoint extends VpcEndpointProps {
  readonly networkInterfaces: readonly NetworkInterface[];
}
