import { findVpcEndpointId } from '../../src/endpoint-id/find-vpc-endpoint-id';
import { secretsManagerReader } from '../../src/endpoint-id/read-secret';
import type { SecretReader } from '../../src/endpoint-id/read-secret';
import type { ServiceStage } from '../../src/stage';
import { startSecretsManager } from '../support/secrets-manager';
import type { LocalSecretsManager, SecretAnswer } from '../support/secrets-manager';
import { SECRET_ARN, sourcelessStage } from '../support/service-stage';

const ID = 'vpce-0a1b2c3d4e5f60718';
const AWS_VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;

type Source = Pick<ServiceStage, 'vpcEndpointId' | 'vpcEndpointIdSecretArn'>;

function find(source: Source, reader: SecretReader) {
  const stage: ServiceStage = { ...sourcelessStage, ...source };
  return findVpcEndpointId({ name: 'dev', stage, file: 'stages.ts' }, reader);
}

const noReader: SecretReader = () => Promise.reject(new Error('the network was touched'));

describe('findVpcEndpointId', () => {
  it('returns the ID in the stage, without a call', async () => {
    await expect(find({ vpcEndpointId: ID }, noReader)).resolves.toBe(ID);
  });

  it('names the keys to set if neither is set', async () => {
    await expect(find({}, noReader)).rejects.toThrow(
      "stages.ts: stage 'dev': vpcEndpointIdSecretArn is missing, and so is vpcEndpointId",
    );
  });
});

describe('findVpcEndpointId, over the network', () => {
  let secretsManager: LocalSecretsManager;
  const before = AWS_VARIABLES.map((name) => [name, process.env[name]] as const);

  beforeAll(async () => {
    secretsManager = await startSecretsManager();
    process.env['AWS_ENDPOINT_URL'] = secretsManager.endpoint;
    process.env['AWS_ACCESS_KEY_ID'] = 'key';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  });

  afterAll(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await secretsManager.stop();
  });

  function ask(answer: SecretAnswer, timeout = 5_000) {
    secretsManager.answer = answer;
    return find({ vpcEndpointIdSecretArn: SECRET_ARN }, secretsManagerReader({ timeout }));
  }

  async function problem(answer: SecretAnswer, timeout?: number): Promise<string> {
    const error: unknown = await ask(answer, timeout).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConfigurationError' });
    const { message } = error as Error;
    expect(message).not.toContain('\n');
    expect(message).toMatch(/^stages\.ts: stage 'dev': vpcEndpointIdSecretArn /);
    return message;
  }

  it('reads the secret by its full ARN in its Region, signed, and returns its value', async () => {
    await expect(ask({ secret: ID })).resolves.toBe(ID);
    expect(secretsManager.requests.at(-1)).toEqual({
      target: 'secretsmanager.GetSecretValue',
      authorization: expect.stringContaining('/eu-central-1/secretsmanager/') as string,
      body: { SecretId: SECRET_ARN },
    });
  });

  it.each([undefined, '', 'hello', ` ${ID}`, `{"id":"${ID}"}`])(
    'rejects a secret with the value %j, without repeating it',
    async (secret) => {
      expect(await problem({ secret })).toMatch(/does not contain a VPC endpoint ID/);
    },
  );

  const noPolicy = (account: string) =>
    `User: arn:aws:sts::${account}:assumed-role/ci/run is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET_ARN} because no resource-based policy allows it`;

  it('names the denied principal, and the missing permissions', async () => {
    const message = await problem({
      error: 'AccessDeniedException',
      message: noPolicy('222222222222'),
    });
    expect(message).toContain('by arn:aws:sts::222222222222:assumed-role/ci/run: check that');
    expect(message).toContain('allowedServicePrincipalArns');
  });

  it('reports credentials of an account other than the stage’s', async () => {
    const message = await problem({
      error: 'AccessDeniedException',
      message: noPolicy('999999999999'),
    });
    expect(message).toContain(
      'arn:aws:sts::999999999999:assumed-role/ci/run, which is not in the stage’s account 222222222222',
    );
  });

  it.each([
    ['AccessDeniedException', 'Access to KMS is not allowed', 'kms:Decrypt'],
    ['ResourceNotFoundException', undefined, 'does not exist: deploy the consumer first'],
    ['DecryptionFailure', 'no', 'cannot be decrypted with these credentials'],
    ['ExpiredTokenException', 'expired', 'sign in again'],
    ['UnrecognizedClientException', 'invalid', 'sign in again'],
    ['StrangeException', 'two\n lines', 'could not be read: StrangeException: two lines'],
  ])('explains %s in one line', async (error, message, expected) => {
    const answer = { error, ...(message !== undefined && { message }) };
    expect(await problem(answer)).toContain(expected);
  });

  it('times out when Secrets Manager does not respond', async () => {
    expect(await problem('silence', 200)).toContain('Secrets Manager did not respond in time');
  });

  it('reports missing credentials', async () => {
    const noCredentials: SecretReader = () =>
      Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
    await expect(find({ vpcEndpointIdSecretArn: SECRET_ARN }, noCredentials)).rejects.toThrow(
      'requires AWS credentials, but none were found',
    );
  });
});
