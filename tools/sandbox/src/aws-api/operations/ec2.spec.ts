import {
  DescribeNetworkInterfacesCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { credentialsFor, region, startAccount, type RunningAccount } from '../../testing/account';
import { temporaryFolders } from '../../testing/temporary-folder';

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

describe('EC2, asked by the SDK', () => {
  const rules = [{ IpProtocol: '-1' }];

  it('tells the addresses of an endpoint', async () => {
    running.account.ec2.putSubnet('subnet-1', 'vpc-1', '10.1.2.0/24');
    const { networkInterfaces } = running.account.ec2.putVpcEndpoint({
      id: 'vpce-1',
      vpcId: 'vpc-1',
      serviceName: 'com.amazonaws.eu-central-1.execute-api',
      subnetIds: ['subnet-1'],
    });
    const NetworkInterfaceIds = networkInterfaces.map(({ id }) => id);
    const found = await ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds }));
    expect(found.NetworkInterfaces).toMatchObject([{ PrivateIpAddress: '10.1.2.4' }]);
  });

  it('says which network interface there is not', async () => {
    const unknown = new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-0<&'] });
    await expect(ec2.send(unknown)).rejects.toMatchObject({
      name: 'InvalidNetworkInterfaceID.NotFound',
      message: "The networkInterface ID 'eni-0<&' does not exist",
    });
  });

  it('takes rules from the default group of a VPC, and from no other', async () => {
    running.account.ec2.putVpc('sg-default');
    const revoked = [
      (GroupId: string) =>
        ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: rules })),
      (GroupId: string) =>
        ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: rules })),
    ];
    for (const revoke of revoked) {
      await expect(revoke('sg-default')).resolves.toMatchObject({ Return: true });
      await expect(revoke('sg-other')).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
    }
  });

  it('lets a role do only what its policies allow, with the group that they name', async () => {
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
