import {
  EC2ServiceException,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import type { CustomResource } from '@cross-account/custom-resource';

/** What closing a group needs. */
export interface ClosedGroupPorts {
  readonly ec2: EC2Client;
}

/**
 * Takes the two rules away which EC2 gives every VPC's default security group: in from its own members, out to
 * everywhere. CloudFormation can add rules to that group, but not take any away. The group goes with its VPC, so on
 * deletion there is nothing to open again.
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

/** A rule that is gone already is what was wanted: an update comes after a create. */
async function unlessGone(revoke: () => Promise<unknown>): Promise<void> {
  try {
    await revoke();
  } catch (error) {
    const isGone =
      error instanceof EC2ServiceException && error.name === 'InvalidPermission.NotFound';
    if (!isGone) throw error;
  }
}
