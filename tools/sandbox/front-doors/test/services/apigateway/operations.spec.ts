import {
  APIGatewayClient,
  GetAccountCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import {
  credentialsFor,
  region,
  startAccount,
  type RunningAccount,
} from '../../../src/testing/account';

const folders = temporaryFolders();
const clients: APIGatewayClient[] = [];
let running: RunningAccount;
let roleArn: string;

function clientFor(...actions: readonly string[]): APIGatewayClient {
  const credentials = credentialsFor(running.account, ...actions);
  const endpoint = running.endpoint;
  const client = new APIGatewayClient({ region, endpoint, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  running = await startAccount(folders());
  const trust = {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  };
  const role = running.account.iam.putRole('logging', { trust });
  roleArn = role.arn;
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await running.stop();
});

const update = (client: APIGatewayClient, value: string, path = '/cloudwatchRoleArn') =>
  client.send(new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path, value }] }));

describe('API Gateway, called with the SDK', () => {
  it('has no logging role until one is set', async () => {
    const client = clientFor('apigateway:*', 'iam:PassRole');
    const before = await client.send(new GetAccountCommand({}));
    expect(before).not.toHaveProperty('cloudwatchRoleArn');
    const set = { cloudwatchRoleArn: roleArn };
    await expect(update(client, roleArn)).resolves.toMatchObject(set);
    await expect(client.send(new GetAccountCommand({}))).resolves.toMatchObject(set);
  });

  it('rejects changes of unsupported settings', async () => {
    const client = clientFor('apigateway:*', 'iam:PassRole');
    await expect(update(client, 'x', '/features')).rejects.toMatchObject({
      name: 'BadRequestException',
    });
  });

  it('accepts only a role that trusts it', async () => {
    const client = clientFor('apigateway:*', 'iam:PassRole');
    const { arn } = running.account.iam.putRole('untrusting');
    for (const value of [arn, 'arn:aws:iam::222222222222:role/none']) {
      await expect(update(client, value)).rejects.toMatchObject({
        name: 'BadRequestException',
        message: expect.stringMatching(
          /^The role ARN does not have required permissions/,
        ) as string,
      });
    }
  });

  it.each([
    ['apigateway:GET', 'apigateway:PATCH on resource: arn:aws:apigateway:eu-central-1::/account'],
    ['apigateway:*', 'iam:PassRole on resource: arn:aws:iam::222222222222:role/logging'],
  ])('denies setting a role to a role that may only %s', async (action, refused) => {
    await expect(update(clientFor(action), roleArn)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: ${refused}`) as string,
    });
  });
});
