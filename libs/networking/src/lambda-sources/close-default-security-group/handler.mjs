/**
 * Custom resource that takes the two rules away which EC2 gives every VPC's default security group:
 * in from its own members, out to everywhere. CloudFormation can add rules to that group, but not
 * take any away.
 *
 * Deployed as it stands here: the SDK is the one of Lambda's runtime, and the file needs no build.
 */
import {
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';

const ec2 = new EC2Client({});

/** Tries to deliver the answer; without one CloudFormation waits until its timeout. */
const DELIVERY_ATTEMPTS = 3;

/**
 * @param {import('aws-lambda').CloudFormationCustomResourceEvent} event
 *   with the properties `GroupId` and `Account`
 */
export async function handler(event) {
  const outcome = await decide(event);
  console.log(JSON.stringify({ level: 'info', message: event.RequestType, ...outcome }));
  await deliver(event, outcome);
}

async function decide({ RequestType, ResourceProperties: { GroupId, Account } }) {
  // The group goes with its VPC: there is nothing to open again.
  if (RequestType === 'Delete') return { Status: 'SUCCESS' };
  try {
    await revoke(
      new RevokeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId: Account }] }],
      }),
    );
    await revoke(
      new RevokeSecurityGroupEgressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
    return { Status: 'SUCCESS' };
  } catch (error) {
    return { Status: 'FAILED', Reason: `${error.name}: ${error.message}`.slice(0, 1_000) };
  }
}

/** A rule that is gone already is what was wanted: an update comes after a create. */
async function revoke(command) {
  try {
    await ec2.send(command);
  } catch (error) {
    if (error.name !== 'InvalidPermission.NotFound') throw error;
  }
}

async function deliver(event, outcome) {
  const body = JSON.stringify({
    ...outcome,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId: event.PhysicalResourceId ?? event.ResourceProperties.GroupId,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      // The URL is signed for an empty content type.
      const request = { method: 'PUT', headers: { 'content-type': '' }, body };
      const answer = await globalThis.fetch(event.ResponseURL, request);
      if (!answer.ok) throw new Error(`CloudFormation refused the answer: HTTP ${answer.status}`);
      return;
    } catch (error) {
      if (attempt === DELIVERY_ATTEMPTS) throw error;
    }
  }
}
