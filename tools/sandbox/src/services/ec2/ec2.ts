/** EC2 of one account: networks, and the interfaces that VPC endpoints have in them. */
import { stableHex } from '../identifiers';

export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly privateIpAddress: string;
}

export interface VpcEndpoint {
  readonly id: string;
  readonly vpcId: string;
  /** Such as `com.amazonaws.eu-central-1.execute-api`. */
  readonly serviceName: string;
  readonly networkInterfaces: readonly NetworkInterface[];
}

interface Subnet {
  readonly vpcId: string;
  readonly cidrBlock: string;
  /** How many of the subnet's addresses are given out. AWS keeps the first four for itself. */
  used: number;
}

const ADDRESSES_KEPT_BY_AWS = 4;

export class Ec2 {
  private readonly subnets = new Map<string, Subnet>();
  private readonly defaultSecurityGroups = new Set<string>();
  private readonly endpoints = new Map<string, VpcEndpoint>();

  /** @param defaultSecurityGroup the ID of the group that EC2 makes with every VPC. */
  createVpc(defaultSecurityGroup: string): void {
    this.defaultSecurityGroups.add(defaultSecurityGroup);
  }

  hasDefaultSecurityGroup(id: string): boolean {
    return this.defaultSecurityGroups.has(id);
  }

  createSubnet(id: string, vpcId: string, cidrBlock: string): void {
    this.subnets.set(id, { vpcId, cidrBlock, used: ADDRESSES_KEPT_BY_AWS });
  }

  /**
   * Creates an endpoint; an interface endpoint gets one network interface in each subnet.
   *
   * @throws {Error} at a subnet that this account does not have.
   */
  createVpcEndpoint(endpoint: {
    readonly id: string;
    readonly vpcId: string;
    readonly serviceName: string;
    readonly subnetIds: readonly string[];
  }): VpcEndpoint {
    const networkInterfaces = endpoint.subnetIds.map((subnetId) => ({
      id: `eni-${stableHex(17, endpoint.id, subnetId)}`,
      subnetId,
      privateIpAddress: this.nextAddress(subnetId),
    }));
    const { id, vpcId, serviceName } = endpoint;
    const created: VpcEndpoint = { id, vpcId, serviceName, networkInterfaces };
    this.endpoints.set(id, created);
    return created;
  }

  /** The interfaces with these IDs; an unknown ID is left out. */
  networkInterfaces(ids: readonly string[]): readonly NetworkInterface[] {
    const all = [...this.endpoints.values()].flatMap((endpoint) => endpoint.networkInterfaces);
    return ids.flatMap((id) => all.find((candidate) => candidate.id === id) ?? []);
  }

  /** The endpoint that answers at a private address. */
  endpointAt(address: string): VpcEndpoint | undefined {
    return [...this.endpoints.values()].find((endpoint) =>
      endpoint.networkInterfaces.some(({ privateIpAddress }) => privateIpAddress === address),
    );
  }

  private nextAddress(subnetId: string): string {
    const subnet = this.subnets.get(subnetId);
    if (!subnet) throw new Error(`There is no subnet ${subnetId}`);
    const [network = '0.0.0.0'] = subnet.cidrBlock.split('/');
    const number = network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const address = number + subnet.used++;
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
  }
}
