import {
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  DescribeSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { credentialsFor, region } from '../../../src/testing/account';
import { administrator } from '../../../src/testing/signed-request';
import {
  startTwoAccounts,
  owner,
  reader,
  type TwoAccounts,
} from '../../../src/testing/two-running-accounts';

const folders = temporaryFolders();
const prefix = `arn:aws:secretsmanager:${region}:${owner}:secret:shared`;
const arn = `${prefix}-AbCdEf`;
const keyArn = `arn:aws:kms:${region}:${owner}:key/1`;
const service = `secretsmanager.${region}.amazonaws.com`;

const clients: SecretsManagerClient[] = [];
let running: TwoAccounts;

function clientOf(credentials: Credentials): SecretsManagerClient {
  const { endpoint } = running;
  const client = new SecretsManagerClient({ region, endpoint, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

/** Returns the credentials of a role of the reading account that is allowed these actions. */
const roleMay = (...actions: readonly string[]) =>
  clientOf(credentialsFor(running.reader, ...actions));

const get = (client: SecretsManagerClient, SecretId = arn) =>
  client.send(new GetSecretValueCommand({ SecretId }));

/** A statement that allows the reading account, with an optional condition. */
const letReader = (Action: string, Condition?: unknown) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${reader}:root` },
  Action,
  Resource: '*',
  ...(Condition === undefined ? {} : { Condition }),
});

const putKey = (...Statement: readonly unknown[]) =>
  running.owner.kms.putKey(keyArn, { Statement }, 'consumer/Key');

const share = (...Statement: readonly unknown[]) =>
  running.owner.secretsmanager.putResourcePolicy(arn, { Statement }, 'consumer/Secret/Policy');

beforeEach(async () => {
  running = await startTwoAccounts(folders());
  const secret = { arn, name: 'shared', value: 'vpce-1', kmsKeyId: keyArn };
  running.owner.secretsmanager.putSecret(secret);
  putKey(letReader('kms:Decrypt', { StringEquals: { 'kms:ViaService': service } }));
  share(letReader('secretsmanager:GetSecretValue'));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await running.stop();
});

describe('a secret of another account', () => {
  const both = ['secretsmanager:GetSecretValue', 'kms:Decrypt'];

  it('is readable if the policies of caller, secret and key all allow it', async () => {
    const value = {
      ARN: arn,
      Name: 'shared',
      SecretString: 'vpce-1',
      VersionStages: ['AWSCURRENT'],
    };
    await expect(get(roleMay(...both))).resolves.toMatchObject(value);
    await expect(get(clientOf(administrator(reader)))).resolves.toMatchObject(value);
  });

  it.each([
    ['its name', 'shared'],
    ['its ARN without the suffix', prefix],
  ])('is not found by %s', async (_name, id) => {
    await expect(get(roleMay(...both), id)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  });

  it('is denied if the caller has no policy for it', async () => {
    await expect(get(roleMay('kms:Decrypt'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:sts::${reader}:assumed-role/may-kms-Decrypt/sandbox is not authorized to ` +
        `perform: secretsmanager:GetSecretValue on resource: ${arn} because no identity-based ` +
        'policy allows the secretsmanager:GetSecretValue action',
    });
  });

  it.each([
    ['has no policy', () => running.owner.secretsmanager.deleteResourcePolicy(arn)],
    ['allows only DescribeSecret', () => share(letReader('secretsmanager:DescribeSecret'))],
  ])('is denied if the secret %s', async (_name, change) => {
    change();
    await expect(get(clientOf(administrator(reader)))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /because no resource-based policy allows the secretsmanager:GetSecretValue action$/,
      ) as string,
    });
  });

  const inContext = (SecretARN: string) => ({
    StringEquals: { 'kms:EncryptionContext:SecretARN': SecretARN },
  });

  it.each([
    ["the key's policy allows nobody", () => putKey(), both],
    [
      "the key's policy allows another service",
      () =>
        putKey(
          letReader('kms:Decrypt', {
            StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
          }),
        ),
      both,
    ],
    [
      "the key's policy allows another account",
      () => putKey(letReader('kms:Decrypt', { StringEquals: { 'kms:CallerAccount': owner } })),
      both,
    ],
    [
      "the key's policy allows another secret",
      () => putKey(letReader('kms:Decrypt', inContext('arn:other'))),
      both,
    ],
    ['the key was deleted', () => running.owner.kms.deleteKey(keyArn), both],
    ['the caller has no policy for the key', () => undefined, ['secretsmanager:GetSecretValue']],
  ])("can't be decrypted if %s", async (_name, change, actions) => {
    change();
    await expect(get(roleMay(...actions))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'Access to KMS is not allowed',
    });
  });

  it.each([
    ['its encryption context', inContext(arn)],
    ['the account of the caller', { StringEquals: { 'kms:CallerAccount': reader } }],
    ['the service', { StringEquals: { 'kms:ViaService': service } }],
  ])('is decrypted by a key that names %s', async (_name, condition) => {
    putKey(letReader('kms:Decrypt', condition));
    await expect(get(roleMay(...both))).resolves.toMatchObject({ SecretString: 'vpce-1' });
  });

  it("can't be decrypted by a disabled key", async () => {
    const Statement = [letReader('kms:Decrypt')];
    running.owner.kms.putKey(keyArn, { Statement }, 'consumer/Key', { isEnabled: false });
    await expect(get(roleMay(...both))).rejects.toMatchObject({ name: 'DecryptionFailure' });
  });

  it("can't be decrypted by the AWS managed key of its account", async () => {
    running.owner.secretsmanager.putSecret({ arn, name: 'shared', value: 'vpce-1' });
    await expect(get(clientOf(administrator(reader)))).rejects.toMatchObject({
      message: 'Access to KMS is not allowed',
    });
    await expect(get(clientOf(administrator(owner)))).resolves.toMatchObject({
      SecretString: 'vpce-1',
    });
  });

  it('has the decision of each policy in the trace', async () => {
    putKey();
    await expect(get(roleMay(...both))).rejects.toThrow('Access to KMS is not allowed');
    const hops = running.traces.list()[0]?.hops.map(({ name, outcome }) => `${name} ${outcome}`);
    expect(hops).toEqual(['secret policy passed', 'key policy refused']);
  });
});

describe("secrets of the caller's account", () => {
  it.each(['shared', prefix, arn])('are described by %s', async (SecretId) => {
    const admin = clientOf(administrator(owner));
    const described = await admin.send(new DescribeSecretCommand({ SecretId }));
    expect(described).toMatchObject({ ARN: arn, Name: 'shared', KmsKeyId: keyArn });
    expect(Object.values(described.VersionIdsToStages ?? {})).toEqual([['AWSCURRENT']]);
  });

  it('have the policy that shares them', async () => {
    const admin = clientOf(administrator(owner));
    const { ResourcePolicy } = await admin.send(new GetResourcePolicyCommand({ SecretId: arn }));
    expect(JSON.parse(ResourcePolicy ?? '')).toEqual({
      Statement: [letReader('secretsmanager:GetSecretValue')],
    });
  });

  it('are listed in pages, sorted by name', async () => {
    const { secretsmanager } = running.owner;
    secretsmanager.putSecret({ arn: `${arn}2`, name: 'a-second', value: '' });
    const admin = clientOf(administrator(owner));
    const first = await admin.send(new ListSecretsCommand({ MaxResults: 1 }));
    expect(first.SecretList?.map(({ Name }) => Name)).toEqual(['a-second']);
    const { NextToken } = first;
    const second = await admin.send(new ListSecretsCommand({ MaxResults: 1, NextToken }));
    expect(second.SecretList?.map(({ Name }) => Name)).toEqual(['shared']);
    expect(second.NextToken).toBeUndefined();
    const wrong = admin.send(new ListSecretsCommand({ NextToken: 'x' }));
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });
});
