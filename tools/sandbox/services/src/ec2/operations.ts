/**
 * The operations of EC2 that custom resources of VPCs use.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html
 */
import { z } from 'zod';
import { ipPermissionSchema, RevocationError, revokeIpPermissions } from './ip-permissions';
import type { Direction } from './security-group-rule';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall } from '../aws-api/authorization';
import { notKnown, operation, type Operation, type Operations } from '../aws-api/operation';
import type { AccountWith } from '../services';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'ec2'>;

type Call = ApiCall<Owner>;

const describeNetworkInterfaces = operation(
  z.object({
    NetworkInterfaceId: z.array(z.string()).default([]),
    Filter: notKnown('filters are not supported'),
  }),
  ({ NetworkInterfaceId: ids }, call: Call) => {
    authorizeCall(call, { action: 'ec2:DescribeNetworkInterfaces', resource: '*' });
    const found = call.account.ec2.networkInterfaces(ids);
    const missing = ids.find((id) => !found.some((candidate) => candidate.id === id));
    if (missing !== undefined) {
      throw new ApiError(
        { code: 'InvalidNetworkInterfaceID.NotFound' },
        `The networkInterface ID '${missing}' does not exist`,
      );
    }
    return {
      networkInterfaceSet: found.map(({ id, subnetId, privateIpAddress }) => ({
        networkInterfaceId: id,
        subnetId,
        privateIpAddress,
      })),
    };
  },
);

const revoke = (name: string, direction: Direction) =>
  operation(
    z.object({ GroupId: z.string(), IpPermissions: z.array(ipPermissionSchema).default([]) }),
    ({ GroupId, IpPermissions }, call: Call) => {
      authorizeGroup(name, GroupId, call);
      try {
        revokeIpPermissions(call.account.ec2, GroupId, direction, IpPermissions);
      } catch (error) {
        if (error instanceof RevocationError)
          throw new ApiError({ code: error.name }, error.message);
        throw error;
      }
      return { return: true };
    },
  );

function authorizeGroup(name: string, groupId: string, call: Call): void {
  const { region, id } = call.account;
  authorizeCall(call, {
    action: `ec2:${name}`,
    resource: `arn:aws:ec2:${region}:${id}:security-group/${groupId}`,
  });
}

export const ec2Operations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['DescribeNetworkInterfaces', describeNetworkInterfaces],
  ['RevokeSecurityGroupIngress', revoke('RevokeSecurityGroupIngress', 'ingress')],
  ['RevokeSecurityGroupEgress', revoke('RevokeSecurityGroupEgress', 'egress')],
]);
