import { findVpcEndpointId } from '../../src/endpoint-id/find-vpc-endpoint-id';
import { sandboxReader } from '../../src/endpoint-id/sandbox-reader';
import type { ServiceStage } from '../../src/stage';
import { startSecretsManager } from '../support/secrets-manager';
import type { LocalSecretsManager } from '../support/secrets-manager';
import { SECRET_ARN, sourcelessStage } from '../support/service-stage';

const ID = 'vpce-0a1b2c3d4e5f60718';

const stage: ServiceStage = { ...sourcelessStage, vpcEndpointIdSecretArn: SECRET_ARN };

/** Finds the endpoint ID of the stage `sandbox` with these environment variables. */
const find = (variables: Readonly<Record<string, string>>) =>
  findVpcEndpointId(
    { name: 'sandbox', stage, file: 'stages.ts' },
    sandboxReader(stage.account, variables),
  );

describe('reading from the sandbox', () => {
  let secretsManager: LocalSecretsManager;

  beforeAll(async () => {
    secretsManager = await startSecretsManager();
    secretsManager.answer = { secret: ID };
  });

  afterAll(() => secretsManager.stop());

  it('uses the account that is deployed to, regardless of other credentials', async () => {
    const variables = {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
      AWS_ACCESS_KEY_ID: 'AKIASOMEBODY',
    };
    await expect(find(variables)).resolves.toBe(ID);
    expect(secretsManager.requests.at(-1)).toMatchObject({
      authorization: expect.stringContaining('Credential=222222222222/') as string,
      body: { SecretId: SECRET_ARN },
    });
  });

  it.each([
    ['nothing', {}],
    ['AWS', { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://secretsmanager.amazonaws.com' }],
    [
      'a host that begins like this one',
      { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1.example.com:80' },
    ],
  ])('makes no call if the environment has %s, and prints what to do', async (_, variables) => {
    await expect(find(variables)).rejects.toThrow(
      "stages.ts: stage 'sandbox': vpcEndpointIdSecretArn is a secret of the sandbox, but no running sandbox is specified: synthesize with npx nx synth <app> -c sandbox",
    );
  });
});
