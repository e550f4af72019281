/**
 * The requirements of a function in a VPC: the permissions of its role, and resources of one VPC.
 */
import { assertGroupsIn } from '../ec2/one-network';
import type { AccountWith } from '../services';

/** In the order in which Lambda checks them. */
const NEEDED = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'];

/**
 * Asserts that a role may manage network interfaces.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function assertNetworkRights(roleArn: string, { iam }: AccountWith<'iam'>): void {
  const missing = NEEDED.find(
    (action) => !iam.isRoleAllowed(roleArn, `ec2:${action}`, '*', new Map()),
  );
  if (missing === undefined) return;
  throw new Error(
    `The provided execution role does not have permissions to call ${missing} on EC2`,
  );
}

/** @throws {Error} when subnets and security groups are in different VPCs, or do not exist. */
export function assertNetwork(
  { SubnetIds, SecurityGroupIds }: NetworkParts,
  { ec2 }: AccountWith<'ec2'>,
): void {
  const [vpcId, ...others] = new Set(SubnetIds.map((id) => ec2.subnet(id).vpcId));
  if (others.length > 0) {
    throw new Error('You have specified two resources that belong to different networks.');
  }
  if (vpcId !== undefined) assertGroupsIn(ec2, vpcId, SecurityGroupIds);
}

interface NetworkParts {
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
}
