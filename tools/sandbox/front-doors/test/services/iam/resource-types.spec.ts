import type { ResourceContext, CurrentResource } from '@sandbox/engine/resource-type';
import { trustsLambda } from '@sandbox/engine/testing/lambda-resources';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { emulatedTypes } from '@sandbox/services/emulated-types';
import type { Services } from '@sandbox/services/services';
import { startAccount, type RunningAccount } from '../../../src/testing/account';

const folders = temporaryFolders();
let running: RunningAccount;

beforeEach(async () => {
  running = await startAccount(folders());
});

afterEach(() => running.stop());

const document = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
const logs = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

function contextOf(type: string): ResourceContext<Services> {
  const { account, awsApi } = running;
  return {
    logicalId: 'Thing',
    constructPath: 'stack/Thing',
    stackName: 'stack',
    type,
    generation: 0,
    account,
    responses: awsApi,
    stackId: 'stack-id',
    asset: () => '',
    inlineAsset: () => ({ objectKey: '', path: '' }),
  };
}

async function put(
  type: string,
  properties: object,
  previous?: CurrentResource,
): Promise<CurrentResource> {
  const made = await emulatedTypes.typeOf(type).put(properties, contextOf(type), previous);
  return { ...made, properties };
}

function roleOf({ attributes }: CurrentResource) {
  return running.account.iam.role(String(attributes?.['Arn']));
}

const role = (parts: object = {}) => ({ AssumeRolePolicyDocument: trustsLambda, ...parts });

describe('AWS::IAM::Role', () => {
  it('has its inline and managed policies, its trust policy, its boundary and its tags', async () => {
    const Policies = [{ PolicyName: 'Logs', PolicyDocument: document }];
    const standing = await put(
      'AWS::IAM::Role',
      role({
        Policies,
        ManagedPolicyArns: [logs],
        PermissionsBoundary: logs,
        Tags: [{ Key: 'Team', Value: 'food' }],
      }),
    );
    const { policies, trust, boundary, tags } = roleOf(standing) ?? {};
    expect(tags?.get('team')).toBe('food');
    expect([...(policies?.values() ?? [])].map(({ where }) => where)).toEqual([
      'stack/Thing Logs',
      logs,
    ]);
    expect(trust?.where).toBe('stack/Thing trust policy');
    expect(boundary?.where).toBe(logs);
  });

  it('loses what its new properties do not list', async () => {
    const Policies = [{ PolicyName: 'Logs', PolicyDocument: document }];
    const before = await put(
      'AWS::IAM::Role',
      role({ Policies, ManagedPolicyArns: [logs], PermissionsBoundary: logs }),
    );
    const standing = await put('AWS::IAM::Role', role(), before);
    expect(roleOf(standing)?.policies.size).toBe(0);
    expect(roleOf(standing)?.boundary).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['no trust policy', {}, 'AssumeRolePolicyDocument'],
    [
      'an unknown managed policy',
      role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      'ManagedPolicyArns[0]: unknown managed policy arn:aws:iam::aws:policy/AdministratorAccess',
    ],
    ['a path', role({ Path: '/team/' }), 'only the path / is supported'],
  ])('is rejected with %s', async (_name, properties, says) => {
    await expect(put('AWS::IAM::Role', properties)).rejects.toThrow(says);
  });
});

describe('AWS::IAM::ManagedPolicy', () => {
  it('is attached to the roles in its properties, and detached when they are removed', async () => {
    const { iam } = running.account;
    const [reader, writer] = [iam.putRole('reader'), iam.putRole('writer')];
    const properties = (...Roles: string[]) => ({ PolicyDocument: document, Roles });
    const before = await put('AWS::IAM::ManagedPolicy', properties('reader'));
    expect(reader.policies.has(before.ref)).toBe(true);
    const standing = await put('AWS::IAM::ManagedPolicy', properties('writer'), before);
    expect(reader.policies.size).toBe(0);
    expect(writer.policies.has(standing.ref)).toBe(true);
    await emulatedTypes
      .typeOf('AWS::IAM::ManagedPolicy')
      .delete(standing, contextOf('AWS::IAM::ManagedPolicy'));
    expect(writer.policies.size).toBe(0);
  });
});
