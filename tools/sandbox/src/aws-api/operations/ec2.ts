/**
 * EC2: what custom resources of networks ask for.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html
 */
import { z } from 'zod';
import type { ApiCall } from '../api-call';
import { ApiError } from '../api-error';
import { authorizeCall } from '../authorization';
import { notKnown, operation, type Operation, type Operations } from './operation';

const describeNetworkInterfaces = operation(
  z.object({
    NetworkInterfaceId: z.array(z.string()).default([]),
    Filter: notKnown('filters are not known here'),
  }),
  ({ NetworkInterfaceId: ids }, call) => {
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

/** The default group of a VPC has no rules here, and no resource of the sandbox uses it. */
const revoke = (name: string) =>
  operation(z.object({ GroupId: z.string() }), ({ GroupId }, call) => {
    authorizeGroup(name, GroupId, call);
    if (!call.account.ec2.hasDefaultSecurityGroup(GroupId)) throw noSuchGroup(GroupId);
    return { return: true };
  });

function authorizeGroup(name: string, groupId: string, call: ApiCall): void {
  const { region, id } = call.account;
  authorizeCall(call, {
    action: `ec2:${name}`,
    resource: `arn:aws:ec2:${region}:${id}:security-group/${groupId}`,
  });
}

function noSuchGroup(groupId: string): ApiError {
  return new ApiError(
    { code: 'InvalidGroup.NotFound' },
    `The security group '${groupId}' does not exist`,
  );
}

export const ec2Operations: Operations = new Map<string, Operation>([
  ['DescribeNetworkInterfaces', describeNetworkInterfaces],
  ['RevokeSecurityGroupIngress', revoke('RevokeSecurityGroupIngress')],
  ['RevokeSecurityGroupEgress', revoke('RevokeSecurityGroupEgress')],
]);
