import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
  type GetSecretValueCommandInput,
} from '@aws-sdk/client-secrets-manager';
import { deployments } from '../../../src/testing/deployments';
import { region } from '../../../src/testing/account';
import { administrator } from '../../../src/testing/signed-request';

const SecretId = 'shared';

const { account, awsEndpoint, deploy, restart, stack } = deployments();

let client: SecretsManagerClient;

/** Deploys a secret with these properties. */
const put = (Properties: object) =>
  deploy({
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: SecretId, ...Properties } },
  });

const get = (input: Partial<GetSecretValueCommandInput> = {}) =>
  client.send(new GetSecretValueCommand({ SecretId, ...input }));

const value = async (VersionStage: string) => (await get({ VersionStage })).SecretString;

const ids = async (IncludeDeprecated = false) => {
  const command = new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated });
  const { Versions = [] } = await client.send(command);
  return Versions.map(({ VersionId, VersionStages }) => ({ VersionId, VersionStages }));
};

const notFound = (selector: string) => ({
  name: 'ResourceNotFoundException',
  message: `Secrets Manager can't find the specified secret value for ${selector}`,
});

function connect() {
  const credentials = administrator(account().id);
  client = new SecretsManagerClient({
    region,
    endpoint: awsEndpoint(),
    credentials,
    maxAttempts: 1,
  });
}

beforeEach(connect);
afterEach(() => client.destroy());

describe('an update of a secret', () => {
  it('makes its new value the current version, and the former one the previous version', async () => {
    await put({ SecretString: 'a' });
    const first = await get();
    expect(first).toMatchObject({ SecretString: 'a', VersionStages: ['AWSCURRENT'] });
    await put({ SecretString: 'b' });
    expect(await value('AWSCURRENT')).toBe('b');
    expect(await value('AWSPREVIOUS')).toBe('a');
    expect(await get({ VersionId: first.VersionId })).toMatchObject({
      SecretString: 'a',
      VersionStages: ['AWSPREVIOUS'],
      CreatedDate: first.CreatedDate,
    });
    const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
    expect(Object.values(VersionIdsToStages ?? {})).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);
  });

  it('deprecates the version before the previous one', async () => {
    for (const SecretString of ['a', 'b', 'c']) await put({ SecretString });
    expect(await ids()).toEqual([
      { VersionId: expect.any(String) as string, VersionStages: ['AWSCURRENT'] },
      { VersionId: expect.any(String) as string, VersionStages: ['AWSPREVIOUS'] },
    ]);
    const all = await ids(true);
    expect(all.map(({ VersionStages }) => VersionStages)).toEqual([
      ['AWSCURRENT'],
      ['AWSPREVIOUS'],
      [],
    ]);
    expect(await get({ VersionId: all[2]?.VersionId })).toMatchObject({ SecretString: 'a' });
  });

  it('without a new value creates no version', async () => {
    await put({ SecretString: 'a' });
    const before = await ids(true);
    await put({ SecretString: 'a', Description: 'b' });
    await put({ Description: 'b' });
    expect(await ids(true)).toEqual(before);
    expect(await value('AWSCURRENT')).toBe('a');
  });

  it('generates a new value only if its description has changed', async () => {
    const { SecretString: first } = await generated(8);
    expect((await generated(8, 'described')).SecretString).toBe(first);
    const { SecretString: second } = await generated(9);
    expect([first?.length, second?.length]).toEqual([8, 9]);
    expect(await value('AWSPREVIOUS')).toBe(first);
  });

  it('that fails is rolled back by a further version', async () => {
    await put({ SecretString: 'a' });
    const { error } = await deploy({
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { Name: SecretId, SecretString: 'b' },
      },
      Policy: {
        Type: 'AWS::SecretsManager::ResourcePolicy',
        DependsOn: 'Secret',
        Properties: { SecretId: 'gone', ResourcePolicy: { Statement: [] } },
      },
    });
    expect(error?.message).toContain('gone');
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await value('AWSCURRENT')).toBe('a');
    expect(await value('AWSPREVIOUS')).toBe('b');
  });
});

async function generated(PasswordLength: number, Description = '') {
  await put({ GenerateSecretString: { PasswordLength }, Description });
  return get();
}

it('a restart finds all versions again', async () => {
  await put({ GenerateSecretString: {} });
  await put({ SecretString: 'b' });
  const described = async () => ({
    versions: await ids(true),
    createdAt: (await get()).CreatedDate,
    previous: await value('AWSPREVIOUS'),
  });
  const before = await described();
  await restart();
  client.destroy();
  connect();
  expect(await described()).toEqual(before);
});

it('an empty secret has no version', async () => {
  await put({});
  await expect(get()).rejects.toMatchObject(notFound('staging label: AWSCURRENT'));
  expect(await ids(true)).toEqual([]);
});

it.each([
  [{ VersionStage: 'AWSPREVIOUS' }, notFound('staging label: AWSPREVIOUS')],
  [{ VersionId: 'x'.repeat(32) }, notFound(`VersionId: ${'x'.repeat(32)}`)],
])('rejects an unknown version: %j', async (input, expected) => {
  await put({ SecretString: 'a' });
  await expect(get(input)).rejects.toMatchObject(expected);
});

it('rejects an ID and a staging label of two versions', async () => {
  await put({ SecretString: 'a' });
  const { VersionId } = await get();
  await put({ SecretString: 'b' });
  await expect(get({ VersionId, VersionStage: 'AWSCURRENT' })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'You provided a VersionStage that is not associated to the provided VersionId.',
  });
  const previous = { VersionId, VersionStage: 'AWSPREVIOUS' };
  expect(await get(previous)).toMatchObject({ SecretString: 'a' });
});

it('reads a secret that names the AWS managed key', async () => {
  await put({ SecretString: 'a', KmsKeyId: 'alias/aws/secretsmanager' });
  expect(await value('AWSCURRENT')).toBe('a');
});

it('describes the tags of a secret', async () => {
  const Tags = [{ Key: 'Team', Value: 'food' }];
  await put({ Tags });
  const described = await client.send(new DescribeSecretCommand({ SecretId }));
  expect(described.Tags).toEqual(Tags);
});
