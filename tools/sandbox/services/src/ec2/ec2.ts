/**
 * EC2 of one account: networks, their security groups and route tables, and the VPC endpoints in
 * them.
 */
import { stableHex } from '@sandbox/kernel/identifiers';
import type { NetworkEnd } from './connection';
import { addressAt, type CidrBlock } from './ipv4';
import { prefixListOf } from './prefix-lists';
import type { VpcConfig } from './vpc-config';
import type { RevokedRules } from './revoked-rules';
import { RouteTables } from './route-tables';
import { defaultGroupRules, SecurityGroups } from './security-groups';
import type { NetworkInterface, VpcEndpoint, VpcEndpointProps } from './vpc-endpoint';

export type { VpcEndpoint } from './vpc-endpoint';

export interface Vpc {
  readonly id: string;
  readonly cidrBlock: CidrBlock;
  /** The default group that EC2 creates with every VPC, for resources that name no other. */
  readonly defaultSecurityGroup: string;
  /** Whether names in it may be private: both of its DNS attributes are on. */
  readonly hasDnsHostnames: boolean;
  readonly constructPath: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly cidrBlock: CidrBlock;
  /** @default one that EC2 chooses */
  readonly zone?: string | undefined;
  readonly constructPath: string;
}

/** AWS keeps the first four addresses of a subnet for itself, and the last one. */
const RESERVED_ADDRESSES = 4;

export class Ec2 {
  readonly securityGroups = new SecurityGroups();
  readonly routeTables = new RouteTables();
  /** Networks by the internet gateway that is attached to each. */
  readonly attachments = new Map<string, string>();
  private readonly vpcs = new Map<string, Vpc>();
  private readonly subnets = new Map<string, Subnet>();
  private readonly endpoints = new Map<string, VpcEndpoint>();
  private readonly addressesFromEnd = new Map<string, string>();

  /** @param revokedRules those that were revoked from default groups before a restart. */
  constructor(
    readonly region: string,
    private readonly revokedRules?: RevokedRules,
  ) {}

  /** Creates a network with its default security group, which keeps its rules in an update. */
  putVpc(vpc: Vpc): void {
    const { id, defaultSecurityGroup, constructPath } = vpc;
    this.vpcs.set(id, vpc);
    if (this.securityGroups.get(defaultSecurityGroup)) return;
    const revoked = this.revokedRules?.of(defaultSecurityGroup);
    const rules = defaultGroupRules(defaultSecurityGroup, constructPath);
    this.securityGroups.put({
      id: defaultSecurityGroup,
      vpcId: id,
      constructPath,
      rules: rules.filter((rule) => !revoked?.has(rule.id)),
    });
  }

  deleteVpc(id: string): void {
    const vpc = this.vpcs.get(id);
    if (vpc) this.securityGroups.delete(vpc.defaultSecurityGroup);
    this.vpcs.delete(id);
  }

  hasVpc(id: string): boolean {
    return this.vpcs.has(id);
  }

  /** @throws {Error} when the account has no such network. */
  vpc(id: string): Vpc {
    const vpc = this.vpcs.get(id);
    if (!vpc) throw new Error(`VPC ${id} does not exist`);
    return vpc;
  }

  /**
   * Takes rules out of a group; those of a default group stay out after a restart too.
   *
   * @throws {Error} when the disk does not take that; the group is as it was then.
   */
  revokeRules(groupId: string, ruleIds: ReadonlySet<string>): void {
    this.revokedRules?.add(groupId, ruleIds);
    this.securityGroups.revoke(groupId, ruleIds);
  }

  putSubnet(subnet: Subnet): void {
    this.subnets.set(subnet.id, subnet);
  }

  /** Whether another subnet of the network has an address of this one. */
  overlaps({ id, vpcId, cidrBlock }: Subnet): boolean {
    return [...this.subnets.values()].some(
      (other) =>
        other.id !== id &&
        other.vpcId === vpcId &&
        other.cidrBlock.first < cidrBlock.first + cidrBlock.size &&
        cidrBlock.first < other.cidrBlock.first + other.cidrBlock.size,
    );
  }

  deleteSubnet(id: string): void {
    this.subnets.delete(id);
  }

  /**
   * Returns whether two of these subnets are in one Availability Zone. Those whose zone the template
   * leaves to EC2 are not compared.
   *
   * @throws {Error} when the account has no such subnet.
   */
  shareZone(subnetIds: readonly string[]): boolean {
    const zones = subnetIds.flatMap((id) => this.subnet(id).zone ?? []);
    return new Set(zones).size < zones.length;
  }

  /** @throws {Error} when the account has no such subnet. */
  subnet(id: string): Subnet {
    const subnet = this.subnets.get(id);
    if (!subnet) throw new Error(`Subnet ${id} does not exist`);
    return subnet;
  }

  /**
   * Creates an endpoint, or changes the one of that ID; an interface endpoint has one network
   * interface in each subnet, and keeps those of the subnets that it stays in.
   *
   * @param addresses those that its interfaces had before a restart, by subnet.
   * @throws {Error} at a subnet that this account does not have.
   */
  putVpcEndpoint(
    props: VpcEndpointProps,
    addresses: ReadonlyMap<string, string> = new Map(),
  ): VpcEndpoint {
    const existing = this.endpoints.get(props.id)?.networkInterfaces ?? [];
    const networkInterfaces = props.subnetIds.map(
      (subnetId) =>
        existing.find((networkInterface) => networkInterface.subnetId === subnetId) ?? {
          id: `eni-${stableHex(17, props.id, subnetId)}`,
          subnetId,
          privateIpAddress: addresses.get(subnetId) ?? this.freeAddress(subnetId),
        },
    );
    const put: VpcEndpoint = { ...props, networkInterfaces };
    this.endpoints.set(props.id, put);
    return put;
  }

  /** @throws {Error} when the account has no interface endpoint for API Gateway of that ID. */
  assertExecuteApiEndpoint(id: string): void {
    if (this.endpoints.get(id)?.serviceName.endsWith('.execute-api') === true) return;
    throw new Error(`There is no VPC endpoint ${id} for execute-api`);
  }

  deleteVpcEndpoint(id: string): void {
    this.endpoints.delete(id);
  }

  /** The interfaces with these IDs; an unknown ID is left out. */
  networkInterfaces(ids: readonly string[]): readonly NetworkInterface[] {
    const all = this.allNetworkInterfaces;
    return ids.flatMap((id) => all.find((candidate) => candidate.id === id) ?? []);
  }

  /** What answers at a private address of a network, if an endpoint does. */
  endpointAt(
    vpcId: string,
    address: string,
  ): { readonly endpoint: VpcEndpoint; readonly end: NetworkEnd } | undefined {
    for (const endpoint of this.endpoints.values()) {
      const found = endpoint.networkInterfaces.find(
        ({ privateIpAddress }) => privateIpAddress === address,
      );
      if (found && endpoint.vpcId === vpcId) return { endpoint, end: this.endOf(endpoint, found) };
    }
    return undefined;
  }

  get vpcIds(): readonly string[] {
    return [...this.vpcs.keys()];
  }

  /** The endpoints of a network for a service such as `dynamodb`. */
  endpointsIn(vpcId: string, service: string): readonly VpcEndpoint[] {
    return [...this.endpoints.values()].filter(
      (endpoint) => endpoint.vpcId === vpcId && endpoint.serviceName.endsWith(`.${service}`),
    );
  }

  /** An endpoint's network interface as an end of connections. */
  endOf(endpoint: VpcEndpoint, { privateIpAddress }: NetworkInterface): NetworkEnd {
    const { constructPath, vpcId, securityGroupIds } = endpoint;
    return { name: constructPath, vpcId, address: privateIpAddress, securityGroupIds };
  }

  /**
   * An address of what a service puts into a subnet, the same at each call. Such addresses are taken
   * from the subnet's end, so that they never change those of endpoints, which are kept on disk.
   *
   * @param owner whose address it is, such as the ARN of a load balancer.
   */
  addressFromEnd(subnetId: string, owner: string): string {
    const key = `${subnetId} ${owner}`;
    const known = this.addressesFromEnd.get(key);
    if (known !== undefined) return known;
    const taken = [...this.addressesFromEnd.keys()].filter((other) => other.startsWith(subnetId));
    const address = addressAt(this.subnet(subnetId).cidrBlock, -2 - taken.length);
    this.addressesFromEnd.set(key, address);
    return address;
  }

  /**
   * The address of a client in a network, such as an instance that somebody works at: one of its
   * first subnet's.
   *
   * @throws {Error} when the network has no subnet.
   */
  clientAddress(vpcId: string): string {
    const subnet = [...this.subnets.values()].find((candidate) => candidate.vpcId === vpcId);
    if (!subnet) throw new Error(`VPC ${vpcId} has no subnet`);
    return this.addressFromEnd(subnet.id, 'client');
  }

  /** The address of the network interface that functions with these groups share in a subnet. */
  functionAddress(subnetId: string, { securityGroupIds }: VpcConfig): string {
    return this.addressFromEnd(subnetId, `functions ${securityGroupIds.join(' ')}`);
  }

  /** The network interface that functions with these groups share in a subnet. */
  functionEnd(subnetId: string, vpc: VpcConfig): NetworkEnd {
    const { vpcId, constructPath: name } = this.subnet(subnetId);
    const address = this.functionAddress(subnetId, vpc);
    return { name, vpcId, address, securityGroupIds: vpc.securityGroupIds };
  }

  prefixListOf(service: string): string | undefined {
    return prefixListOf(this.region, service);
  }

  private get allNetworkInterfaces(): readonly NetworkInterface[] {
    return [...this.endpoints.values()].flatMap(({ networkInterfaces }) => networkInterfaces);
  }

  private freeAddress(subnetId: string): string {
    const { cidrBlock } = this.subnet(subnetId);
    const taken = new Set(
      this.allNetworkInterfaces
        .filter((networkInterface) => networkInterface.subnetId === subnetId)
        .map(({ privateIpAddress }) => privateIpAddress),
    );
    for (let index = RESERVED_ADDRESSES; index < cidrBlock.size - 1; index++) {
      const address = addressAt(cidrBlock, index);
      if (!taken.has(address)) return address;
    }
    throw new Error(`Subnet ${subnetId} has no free address`);
  }
}
