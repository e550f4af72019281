/**
 * Rules in the form of EC2's API: a permission can contain several rules, one for each peer.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
import { z } from 'zod';
import { isDeepStrictEqual } from 'node:util';
import type { Ec2 } from './ec2';
import { securityGroupRule, type Direction, type RuleProperties } from './security-group-rule';

/** As received in a request, where all values are strings. */
export const ipPermissionSchema = z.object({
  IpProtocol: z.string(),
  FromPort: z.coerce.number().optional(),
  ToPort: z.coerce.number().optional(),
  Groups: z.array(z.object({ GroupId: z.string() })).default([]),
  IpRanges: z.array(z.object({ CidrIp: z.string() })).default([]),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string() })).default([]),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).default([]),
});

export type IpPermission = z.output<typeof ipPermissionSchema>;

/** Thrown when rules can't be revoked; the name is EC2's error code. */
export class RevocationError extends Error {
  constructor(
    override readonly name: 'InvalidGroup.NotFound' | 'InvalidPermission.NotFound',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Revokes rules of a group permanently: those of a VPC's default group stay revoked after a
 * restart.
 *
 * @throws {RevocationError} when the group or one of the rules does not exist; no rule is revoked
 *   then.
 */
export function revokeIpPermissions(
  ec2: Ec2,
  groupId: string,
  direction: Direction,
  permissions: readonly IpPermission[],
): void {
  if (!ec2.securityGroups.get(groupId)) {
    const message = `The security group '${groupId}' does not exist`;
    throw new RevocationError('InvalidGroup.NotFound', message);
  }
  const rules = ec2.securityGroups.rulesOf(groupId);
  const ids = permissions.flatMap(rulesOf).map((properties) => {
    const revoked = securityGroupRule('', direction, properties, '');
    const found = rules.find((rule) =>
      isDeepStrictEqual({ ...rule, id: '', constructPath: '' }, revoked),
    );
    if (found) return found.id;
    const message = 'The specified rule does not exist in this security group.';
    throw new RevocationError('InvalidPermission.NotFound', message);
  });
  ec2.revokeRules(groupId, new Set(ids));
}

function rulesOf(permission: IpPermission): readonly RuleProperties[] {
  const { IpProtocol, FromPort, ToPort } = permission;
  const common = { IpProtocol, FromPort, ToPort };
  return [
    ...permission.Groups.map(({ GroupId }) => ({ ...common, SecurityGroupId: GroupId })),
    ...permission.IpRanges.map(({ CidrIp }) => ({ ...common, CidrIp })),
    ...permission.Ipv6Ranges.map(({ CidrIpv6 }) => ({ ...common, CidrIpv6 })),
    ...permission.PrefixListIds.map(({ PrefixListId }) => ({ ...common, PrefixListId })),
  ];
}
