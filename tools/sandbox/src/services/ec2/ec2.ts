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
}

/** AWS keeps the first four of a subnet for itself. */
const ADDRESSES_KEPT_BY_AWS = 4;

export class Ec2 {
  private readonly subnets = new Map<string, Subnet>();
  private readonly defaultSecurityGroups = new Set<string>();
  private readonly endpoints = new Map<string, VpcEndpoint>();

  /** @param defaultSecurityGroup the ID of the group that EC2 makes with every VPC. */
  putVpc(defaultSecurityGroup: string): void {
    this.defaultSecurityGroups.add(defaultSecurityGroup);
  }

  deleteVpc(defaultSecurityGroup: string): void {
    this.defaultSecurityGroups.delete(defaultSecurityGroup);
  }

  hasDefaultSecurityGroup(id: string): boolean {
    return this.defaultSecurityGroups.has(id);
  }

  putSubnet(id: string, vpcId: string, cidrBlock: string): void {
    this.subnets.set(id, { vpcId, cidrBlock });
  }

  deleteSubnet(id: string): void {
    this.subnets.delete(id);
  }

  /**
   * Creates an endpoint, or changes the one of that ID; an interface endpoint has one network
   * interface in each subnet, and keeps those of the subnets that it stays in.
   *
   * @param addresses those that its interfaces had before a restart, by subnet.
   * @throws {Error} at a subnet that this account does not have.
   */
  putVpcEndpoint(
    endpoint: {
      readonly id: string;
      readonly vpcId: string;
      readonly serviceName: string;
      readonly subnetIds: readonly string[];
    },
    addresses: ReadonlyMap<string, string> = new Map(),
  ): VpcEndpoint {
    const { id, vpcId, serviceName } = endpoint;
    const existing = this.endpoints.get(id)?.networkInterfaces ?? [];
    const networkInterfaces = endpoint.subnetIds.map(
      (subnetId) =>
        existing.find((networkInterface) => networkInterface.subnetId === subnetId) ?? {
          id: `eni-${stableHex(17, id, subnetId)}`,
          subnetId,
          privateIpAddress: addresses.get(subnetId) ?? this.freeAddress(subnetId),
        },
    );
    const put: VpcEndpoint = { id, vpcId, serviceName, networkInterfaces };
    this.endpoints.set(id, put);
    return put;
  }

  deleteVpcEndpoint(id: string): void {
    this.endpoints.delete(id);
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

  private freeAddress(subnetId: string): string {
    const subnet = this.subnets.get(subnetId);
    if (!subnet) throw new Error(`There is no subnet ${subnetId}`);
    const [network = '0.0.0.0'] = subnet.cidrBlock.split('/');
    const number = network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const taken = new Set(
      [...this.endpoints.values()]
        .flatMap(({ networkInterfaces }) => networkInterfaces)
        .filter((networkInterface) => networkInterface.subnetId === subnetId)
        .map(({ privateIpAddress }) => privateIpAddress),
    );
    for (let offset = ADDRESSES_KEPT_BY_AWS; ; offset++) {
      const address = [24, 16, 8, 0].map((shift) => ((number + offset) >>> shift) & 255).join('.');
      if (!taken.has(address)) return address;
    }
  }
}
