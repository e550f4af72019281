import {
  EC2ServiceException,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import type { CustomResource } from '@cross-account/custom-resource';

/** The clients that {@link closedGroup} uses. */
export interface ClosedGroupPorts {
  readonly ec2: EC2Client;
}

/**
 * Revokes the two rules of a VPC's default security group: inbound from its own members, outbound to
 * everywhere. CloudFormation can add rules to that group, but not remove them. The group is deleted with its
 * VPC, so a deletion does not need to restore the rules.
 */
export function closedGroup({ ec2 }: ClosedGroupPorts): CustomResource {
  return {
    physicalResourceId: 'closed-default-security-group',
    apply: async ({ GroupId, Account }) => {
      if (typeof GroupId !== 'string' || typeof Account !== 'string') {
        throw new TypeError('GroupId and Account are required');
      }
      await unlessGone(() =>
        ec2.send(
          new RevokeSecurityGroupIngressCommand({
            GroupId,
            IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId: Account }] }],
          }),
        ),
      );
      await unlessGone(() =>
        ec2.send(
          new RevokeSecurityGroupEgressCommand({
            GroupId,
            IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
          }),
        ),
      );
      return {};
    },
  };
}

/** Ignores a rule that does not exist any more: an update runs after a create. */
async function unlessGone(revoke: () => Promise<unknown>): Promise<void> {
  try {
    await revoke();
  } catch (error) {
    const isGone =
      error instanceof EC2ServiceException && error.name === 'InvalidPermission.NotFound';
    if (!isGone) throw error;
  }
}
