/** EC2 of one account: VPCs with their security groups, route tables and VPC endpoints. */
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
  /** The ID of the default group, which resources without a group use. */
  readonly defaultSecurityGroup: string;
  /** Whether both DNS attributes are enabled, which private DNS names require. */
  readonly hasDnsHostnames: boolean;
  readonly constructPath: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly cidrBlock: CidrBlock;
  /** @default chosen by EC2 */
  readonly zone?: string | undefined;
  readonly constructPath: string;
}

/** AWS reserves the first four addresses of a subnet, and the last one. */
const RESERVED_ADDRESSES = 4;

export class Ec2 {
  readonly securityGroups = new SecurityGroups();
  readonly routeTables = new RouteTables();
  /** VPC IDs by the attached internet gateway. */
  readonly attachments = new Map<string, string>();
  private readonly vpcs = new Map<string, Vpc>();
  private readonly subnets = new Map<string, Subnet>();
  private readonly endpoints = new Map<string, VpcEndpoint>();
  private readonly addressesFromEnd = new Map<string, string>();

  /** @param revokedRules the rules that were revoked from default groups before a restart. */
  constructor(
    readonly region: string,
    private readonly revokedRules?: RevokedRules,
  ) {}

  /**
   * Creates or updates a VPC with its default security group, which keeps its rules in an update.
   */
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

  /** @throws {Error} when the account has no such VPC. */
  vpc(id: string): Vpc {
    const vpc = this.vpcs.get(id);
    if (!vpc) throw new Error(`VPC ${id} does not exist`);
    return vpc;
  }

  /**
   * Revokes rules of a group; those of a default group stay revoked after a restart, too.
   *
   * @throws {Error} when that can't be saved to disk; the group is unchanged then.
   */
  revokeRules(groupId: string, ruleIds: ReadonlySet<string>): void {
    this.revokedRules?.add(groupId, ruleIds);
    this.securityGroups.revoke(groupId, ruleIds);
  }

  putSubnet(subnet: Subnet): void {
    this.subnets.set(subnet.id, subnet);
  }

  /** Returns whether the block overlaps that of another subnet in the VPC. */
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
   * Returns whether two of these subnets are in one Availability Zone. Subnets whose zone EC2
   * chooses are not compared.
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
   * Creates an endpoint, or updates the one with its ID. An interface endpoint has one network
   * interface in each subnet; it keeps the interfaces in unchanged subnets.
   *
   * @param addresses the addresses of its interfaces before a restart, by subnet.
   * @throws {Error} when the account has no such subnet.
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

  /** @throws {Error} when the account has no interface endpoint for API Gateway with this ID. */
  assertExecuteApiEndpoint(id: string): void {
    if (this.endpoints.get(id)?.serviceName.endsWith('.execute-api') === true) return;
    throw new Error(`There is no VPC endpoint ${id} for execute-api`);
  }

  deleteVpcEndpoint(id: string): void {
    this.endpoints.delete(id);
  }

  /** Returns the interfaces with these IDs; unknown IDs are omitted. */
  networkInterfaces(ids: readonly string[]): readonly NetworkInterface[] {
    const all = this.allNetworkInterfaces;
    return ids.flatMap((id) => all.find((candidate) => candidate.id === id) ?? []);
  }

  /**
   * Returns the endpoint and its interface at a private address of a VPC; undefined if there is
   * none.
   */
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

  /** Returns the endpoints of a VPC for a service such as `dynamodb`. */
  endpointsIn(vpcId: string, service: string): readonly VpcEndpoint[] {
    return [...this.endpoints.values()].filter(
      (endpoint) => endpoint.vpcId === vpcId && endpoint.serviceName.endsWith(`.${service}`),
    );
  }

  /** Returns an endpoint's network interface as the end of a connection. */
  endOf(endpoint: VpcEndpoint, { privateIpAddress }: NetworkInterface): NetworkEnd {
    const { constructPath, vpcId, securityGroupIds } = endpoint;
    return { name: constructPath, vpcId, address: privateIpAddress, securityGroupIds };
  }

  /**
   * Returns the address of another service's network interface in a subnet, the same for each call.
   * Such addresses are assigned from the end of the subnet, so that they don't affect those of
   * endpoints, which are saved on disk.
   *
   * @param owner the owner of the address, such as the ARN of a load balancer.
   */
  addressFromEnd(subnetId: string, owner: string): string {
    const key = `${subnetId} ${owner}`;
    const assigned = this.addressesFromEnd.get(key);
    if (assigned !== undefined) return assigned;
    const taken = [...this.addressesFromEnd.keys()].filter((other) => other.startsWith(subnetId));
    const address = addressAt(this.subnet(subnetId).cidrBlock, -2 - taken.length);
    this.addressesFromEnd.set(key, address);
    return address;
  }

  /**
   * Returns the address of a client in a VPC, such as a developer's instance, from its first
   * subnet.
   *
   * @throws {Error} when the VPC has no subnet.
   */
  clientAddress(vpcId: string): string {
    const subnet = [...this.subnets.values()].find((candidate) => candidate.vpcId === vpcId);
    if (!subnet) throw new Error(`VPC ${vpcId} has no subnet`);
    return this.addressFromEnd(subnet.id, 'client');
  }

  /**
   * Returns the address of the network interface that functions with these groups share in a
   * subnet.
   */
  functionAddress(subnetId: string, { securityGroupIds }: VpcConfig): string {
    return this.addressFromEnd(subnetId, `functions ${securityGroupIds.join(' ')}`);
  }

  /** Returns the network interface that functions with these groups share in a subnet. */
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
