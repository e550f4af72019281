/**
 * EC2's checks of VPCs: invalid CIDR blocks, and references between resources of different VPCs.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
import { zonesOf } from '@sandbox/engine/availability-zones';
import type { CidrBlock } from './ipv4';
import type { Ec2 } from './ec2';

const SMALLEST_BLOCK = 2 ** (32 - 28);
const LARGEST_BLOCK = 2 ** (32 - 16);

/** @throws {Error} when a block is larger than /16 or smaller than /28, or outside of the VPC. */
export function assertBlock(block: CidrBlock, network?: CidrBlock): void {
  const { text, first, size } = block;
  const isWithin =
    !network || (first >= network.first && first + size <= network.first + network.size);
  if (isWithin && size >= SMALLEST_BLOCK && size <= LARGEST_BLOCK) return;
  throw new Error(`The CIDR '${text}' is invalid.`);
}

/** @throws {Error} when the Region has no such Availability Zone. */
export function assertZone(region: string, zone: string): void {
  const zones = zonesOf(region);
  if (zones.includes(zone)) return;
  throw new Error(
    `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created ` +
      `in the following availability zones: ${zones.join(', ')}.`,
  );
}

/** @throws {Error} when the VPC does not have one of these groups. */
export function assertGroupsIn(ec2: Ec2, vpcId: string, groupIds: readonly string[]): void {
  const missing = groupIds.find((id) => ec2.securityGroups.get(id)?.vpcId !== vpcId);
  if (missing === undefined) return;
  throw new Error(`The security group '${missing}' does not exist in VPC '${vpcId}'`);
}

/**
 * @throws {Error} when two resources are in different VPCs.
 * @param parts the resources by EC2's name, such as `subnet subnet-1`, with the ID of their VPC.
 */
export function assertSameNetwork(...[one, other]: readonly [NetworkPart, NetworkPart]): void {
  if (one.vpcId === other.vpcId) return;
  throw new Error(`${one.name} and ${other.name} belong to different networks`);
}

interface NetworkPart {
  readonly name: string;
  readonly vpcId: string | undefined;
}
