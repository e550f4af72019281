import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { accountId, startAccount, type RunningAccount } from '../../../src/testing/account';
import { sendSigned } from '../../../src/testing/signed-request';

const folders = temporaryFolders();
let running: RunningAccount;

beforeEach(async () => {
  running = await startAccount(folders());
});

afterEach(() => running.stop());

/** A role that may list tables under a condition. */
async function roleWith(Condition: object): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }];
  const Role = {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'lists', AssumeRolePolicyDocument: { Statement } },
  };
  const May = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'may',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'dynamodb:ListTables', Resource: '*', Condition }],
      },
    },
  };
  await running.account.stacks.deployStack(stackArtifact({ Resources: { Role, May } }), {});
}

async function listTables(headers: Record<string, string> = {}): Promise<number> {
  const arn = `arn:aws:iam::${accountId}:role/lists`;
  const session = running.account.iam.assumeRole(arn, { sessionName: 'nightly' });
  const { status } = await sendSigned(running.endpoint, session, {
    service: 'dynamodb',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      'content-type': 'application/x-amz-json-1.0',
      ...headers,
    },
    body: '{}',
  });
  return status;
}

describe('a condition on the caller', () => {
  it("compares the role's ID in its stack, and the name of the session", async () => {
    const id = { 'Fn::GetAtt': ['Role', 'RoleId'] };
    await roleWith({ StringEquals: { 'aws:userid': { 'Fn::Join': ['', [id, ':nightly']] } } });
    expect(await listTables()).toBe(200);
  });

  it('compares the ID with that of another session', async () => {
    const id = { 'Fn::GetAtt': ['Role', 'RoleId'] };
    await roleWith({ StringEquals: { 'aws:userid': { 'Fn::Join': ['', [id, ':daily']] } } });
    expect(await listTables()).toBe(400);
  });

  it.each([
    ['aws:UserAgent', 'user-agent', 'aws-cli/2.1'],
    ['aws:Referer', 'referer', 'https://console.test/'],
  ])('compares %s with the header %s', async (key, name, value) => {
    await roleWith({ StringLike: { [key]: `${value.slice(0, 7)}*` } });
    expect(await listTables({ [name]: value })).toBe(200);
    expect(await listTables({ [name]: 'other' })).toBe(400);
  });
});
