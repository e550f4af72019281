import {
  APIGatewayClient,
  GetAccountCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import {
  DescribeNetworkInterfacesCommand,
  DescribeVpcsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { region, startAccount, type RunningAccount } from '../testing/account';

const folder = mkdtempSync(join(tmpdir(), 'aws-api-'));
let running: RunningAccount;
let ec2: EC2Client;
let apiGateway: APIGatewayClient;

beforeAll(async () => {
  running = await startAccount(folder);
  const { iam } = running.account;
  const credentials = iam.assumeRole(iam.putRole('caller').arn);
  const options = { region, endpoint: running.endpoint, credentials, maxAttempts: 1 };
  ec2 = new EC2Client(options);
  apiGateway = new APIGatewayClient(options);
});

afterAll(async () => {
  ec2.destroy();
  apiGateway.destroy();
  await running.stop();
  rmSync(folder, { recursive: true });
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

  it('refuses an operation that it does not have', async () => {
    await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: 'The sandbox does not answer ec2 DescribeVpcs',
    });
  });
});

describe('API Gateway, asked by the SDK', () => {
  const update = (path: string) =>
    apiGateway.send(
      new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path, value: 'arn:role' }] }),
    );

  it('has no role to log with until one is set', async () => {
    await expect(apiGateway.send(new GetAccountCommand({}))).resolves.not.toHaveProperty(
      'cloudwatchRoleArn',
    );
    await expect(update('/cloudwatchRoleArn')).resolves.toMatchObject({
      cloudwatchRoleArn: 'arn:role',
    });
    await expect(apiGateway.send(new GetAccountCommand({}))).resolves.toMatchObject({
      cloudwatchRoleArn: 'arn:role',
    });
  });

  it('refuses to change what it does not have', async () => {
    await expect(update('/features')).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});
