import {
  DescribeNetworkInterfacesCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { putEndpoint, putSubnet, putVpc } from '@sandbox/services/testing/network';
import {
  accountId,
  credentialsFor,
  region,
  startAccount,
  type RunningAccount,
} from '../../../src/testing/account';

const folders = temporaryFolders();
let running: RunningAccount;
let ec2: EC2Client;

function clientFor(...actions: readonly string[]): EC2Client {
  const credentials = credentialsFor(running.account, ...actions);
  return new EC2Client({ region, endpoint: running.endpoint, credentials, maxAttempts: 1 });
}

beforeAll(async () => {
  running = await startAccount(folders());
  ec2 = clientFor('ec2:*');
});

afterAll(async () => {
  ec2.destroy();
  await running.stop();
});

describe('EC2, called with the SDK', () => {
  const rules = [{ IpProtocol: '-1' }];

  it('returns the addresses of an endpoint', async () => {
    putSubnet(running.account.ec2, 'subnet-1', '10.1.2.0/24');
    const { networkInterfaces } = putEndpoint(running.account.ec2);
    const NetworkInterfaceIds = networkInterfaces.map(({ id }) => id);
    const found = await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds }));
    expect(found.NetworkInterfaces).toMatchObject([{ PrivateIpAddress: '10.1.2.4' }]);
  });

  it('names the missing network interface', async () => {
    const unknown = new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-0<&'] });
    await expect(ec2.send(unknown)).rejects.toMatchObject({
      name: 'InvalidNetworkInterfaceID.NotFound',
      message: "The networkInterface ID 'eni-0<&' does not exist",
    });
  });

  it("revokes the rules of a VPC's default group, also after a restart", async () => {
    const GroupId = 'sg-default';
    putVpc(running.account.ec2, 'vpc-1', GroupId);
    const ingress = new RevokeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId: accountId }] }],
    });
    const egress = new RevokeSecurityGroupEgressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    await expect(ec2.send(ingress)).resolves.toMatchObject({ Return: true });
    expect(running.account.ec2.securityGroups.rulesOf(GroupId)).toMatchObject([
      { direction: 'egress' },
    ]);
    await expect(ec2.send(ingress)).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });
    await expect(ec2.send(egress)).resolves.toMatchObject({ Return: true });
    running.account.ec2.deleteVpc('vpc-1');
    putVpc(running.account.ec2, 'vpc-1', GroupId);
    expect(running.account.ec2.securityGroups.rulesOf(GroupId)).toEqual([]);
  });

  it('rejects an unknown group', async () => {
    const revoked = new RevokeSecurityGroupIngressCommand({
      GroupId: 'sg-other',
      IpPermissions: rules,
    });
    await expect(ec2.send(revoked)).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
  });

  it('allows a role only what its policies allow, with the named group', async () => {
    const other = clientFor('ec2:Describe*');
    const revoke = other.send(
      new RevokeSecurityGroupIngressCommand({ GroupId: 'sg-1', IpPermissions: rules }),
    );
    await expect(revoke).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message:
        'You are not authorized to perform this operation. User: ' +
        'arn:aws:sts::222222222222:assumed-role/may-ec2-Describe-/sandbox is not authorized to ' +
        'perform: ec2:RevokeSecurityGroupIngress on resource: ' +
        'arn:aws:ec2:eu-central-1:222222222222:security-group/sg-1 because no identity-based ' +
        'policy allows the ec2:RevokeSecurityGroupIngress action',
    });
    other.destroy();
  });
});
