import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { accountLoggingRole } from '../../../src/lambdas/api-gateway-account/logging-role';

const OURS = 'arn:aws:iam::210987654321:role/ours';
const THEIRS = 'arn:aws:iam::210987654321:role/theirs';

interface Refusal {
  readonly status: number;
  readonly type: string;
  /** @default 'no' */
  readonly message?: string;
}

/** A server with API Gateway's REST protocol for the account, for the SDK's client. */
let server: Server;
let client: APIGatewayClient;
let account: { cloudwatchRoleArn?: string };
let updateRefusals: Refusal[];
let calls: string[];

beforeEach(async () => {
  account = {};
  updateRefusals = [];
  calls = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      calls.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`.trim());
      const refusal = request.method === 'PATCH' ? updateRefusals.shift() : undefined;
      response.setHeader('content-type', 'application/json');
      if (refusal) {
        response.statusCode = refusal.status;
        response.setHeader('x-amzn-errortype', refusal.type);
        response.end(JSON.stringify({ message: refusal.message ?? 'no' }));
        return;
      }
      if (request.method === 'PATCH') account.cloudwatchRoleArn = OURS;
      response.end(JSON.stringify(account));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new APIGatewayClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const apply = (properties: Record<string, unknown> = { RoleArn: OURS }) =>
  accountLoggingRole({ apiGateway: client, retryDelay: 0 }).apply(properties);

const PATCH = `PATCH /account ${JSON.stringify({
  patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: OURS }],
})}`;

describe('the logging role of API Gateway', () => {
  it('is set if the account has none', async () => {
    await expect(apply()).resolves.toEqual({ LoggingRoleArn: OURS });
    expect(calls).toEqual(['GET /account', PATCH]);
  });

  it('is not changed if the account has one', async () => {
    account = { cloudwatchRoleArn: THEIRS };
    await expect(apply()).resolves.toEqual({ LoggingRoleArn: THEIRS });
    expect(calls).toEqual(['GET /account']);
  });

  it('is set once, regardless of how often the stack is deployed', async () => {
    await apply();
    await apply();
    expect(calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(1);
  });

  it.each([
    [409, 'ConflictException'],
    [429, 'TooManyRequestsException'],
  ])(
    'is retried after a %d, since another stack may be changing the account',
    async (status, type) => {
      updateRefusals = [
        { status, type },
        { status, type },
      ];
      await expect(apply()).resolves.toEqual({ LoggingRoleArn: OURS });
      expect(calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(3);
    },
  );

  it.each([
    'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
    'The role ARN does not have required permissions set to API Gateway',
    'API Gateway could not successfully write to CloudWatch Logs using the ARN specified. This account may have reached a limit in CloudWatch Logs.',
  ])('is retried if it may not be effective yet: %s', async (message) => {
    const refusal = { status: 400, type: 'BadRequestException', message };
    updateRefusals = [refusal, refusal];
    expect(await apply()).toEqual({ LoggingRoleArn: OURS });
  });

  it('fails at once with any other error of API Gateway', async () => {
    updateRefusals = [{ status: 400, type: 'BadRequestException', message: 'Invalid ARN' }];
    await expect(apply()).rejects.toThrow('Invalid ARN');
    expect(calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(1);
  });

  it('is not overwritten if another stack sets one meanwhile', async () => {
    updateRefusals = [{ status: 429, type: 'TooManyRequestsException' }];
    const client429 = accountLoggingRole({ apiGateway: client, retryDelay: 20 });
    const result = client429.apply({ RoleArn: OURS });
    await new Promise((resolve) => setTimeout(resolve, 5));
    account = { cloudwatchRoleArn: THEIRS };
    await expect(result).resolves.toEqual({ LoggingRoleArn: THEIRS });
  });

  it('fails after repeated refusals of API Gateway, with the reason', async () => {
    updateRefusals = Array.from({ length: 99 }, () => ({
      status: 429,
      type: 'TooManyRequestsException',
    }));
    await expect(apply()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(12);
  });

  it('fails at once if waiting does not help', async () => {
    updateRefusals = [{ status: 404, type: 'NotFoundException' }];
    await expect(apply()).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(calls).toHaveLength(2);
  });

  it.each([{}, { RoleArn: '' }, { RoleArn: 7 }])('rejects %j', async (properties) => {
    await expect(apply(properties)).rejects.toThrow('RoleArn must be the ARN of a role');
  });
});
