import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { trustsLambda } from '@sandbox/engine/testing/lambda-resources';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { credentialsFor, region } from '../../../src/testing/account';
import { administrator, sendSigned } from '../../../src/testing/signed-request';
import {
  owner,
  reader,
  startTwoAccounts,
  type TwoAccounts,
} from '../../../src/testing/two-running-accounts';

const folders = temporaryFolders();
const arn = `arn:aws:lambda:${region}:${owner}:function:echo`;
const clients: LambdaClient[] = [];
let running: TwoAccounts;

beforeAll(async () => {
  running = await startTwoAccounts(folders());
  const { iam, lambda, logs } = running.owner;
  const { arn: roleArn } = iam.putRole('echo', { trust: trustsLambda });
  iam.putRolePolicy(
    'echo',
    'Logs',
    { Statement: { Effect: 'Allow', Action: 'logs:*', Resource: '*' } },
    'x',
  );
  logs.putLogGroup('echo');
  lambda.putFunction({
    name: 'echo',
    arn,
    roleArn,
    handler: 'handler.handler',
    codeAsset: 'x',
    codeFolder: functionCode(
      folders(),
      `export const handler = async (event) => {
        if (event.fail) throw new TypeError('no');
        console.log('called');
        return { event };
      };`,
    ),
    timeout: 5,
    memorySize: 128,
    variables: { A: 'b' },
    logGroup: 'echo',
  });
  lambda.publishVersion(arn);
  await lambda.putAlias(arn, 'live', { version: '1' });
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await running.stop();
});

function clientOf(credentials: Credentials): LambdaClient {
  const { endpoint } = running;
  const client = new LambdaClient({ region, endpoint, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

const admin = () => clientOf(administrator(owner));

const text = (payload: Uint8Array | undefined) => Buffer.from(payload ?? []).toString();

describe('Invoke', () => {
  it('returns the payload, and the executed version', async () => {
    const invoke = new InvokeCommand({
      FunctionName: 'echo',
      Qualifier: 'live',
      Payload: '{"a":1}',
    });
    const { StatusCode, Payload, ExecutedVersion, FunctionError } = await admin().send(invoke);
    expect([StatusCode, ExecutedVersion, FunctionError]).toEqual([200, '1', undefined]);
    expect(text(Payload)).toBe('{"event":{"a":1}}');
  });

  it.each(['echo', 'echo:live', `${owner}:function:echo`, arn, `${arn}:1`])(
    'finds the function by %s',
    async (FunctionName) => {
      const { StatusCode } = await admin().send(new InvokeCommand({ FunctionName }));
      expect(StatusCode).toBe(200);
    },
  );

  it('returns the error of a function as the payload', async () => {
    const invoke = new InvokeCommand({ FunctionName: 'echo', Payload: '{"fail":true}' });
    const { StatusCode, Payload, FunctionError } = await admin().send(invoke);
    expect([StatusCode, FunctionError]).toEqual([200, 'Unhandled']);
    expect(JSON.parse(text(Payload))).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
  });

  it('returns the tail of the log if requested', async () => {
    const invoke = new InvokeCommand({ FunctionName: 'echo', LogType: 'Tail' });
    const { LogResult = '', $metadata } = await admin().send(invoke);
    const lines = Buffer.from(LogResult, 'base64').toString().split('\n');
    const { requestId = '' } = $metadata;
    expect(lines[0]).toBe(`START RequestId: ${requestId} Version: $LATEST`);
    expect(lines[1]).toMatch(new RegExp(`^\\S+Z\t${requestId}\tINFO\tcalled$`));
    expect(lines.at(-2)).toMatch(`REPORT RequestId: ${requestId}`);
  });

  it('does not wait for an event, and does nothing in a dry run', async () => {
    const event = new InvokeCommand({ FunctionName: 'echo', InvocationType: 'Event' });
    expect((await admin().send(event)).StatusCode).toBe(202);
    const dryRun = new InvokeCommand({ FunctionName: 'echo', InvocationType: 'DryRun' });
    expect((await admin().send(dryRun)).StatusCode).toBe(204);
  });

  it.each<[string, string, number, string]>([
    ['a body that is not JSON', '{', 400, 'InvalidRequestContentException'],
    ['a body over 6 MB', `"${'x'.repeat(6 * 1024 * 1024)}"`, 413, 'RequestTooLargeException'],
  ])('rejects %s', async (_name, body, status, type) => {
    const answer = await sendSigned(running.endpoint, administrator(owner), {
      service: 'lambda',
      path: '/2015-03-31/functions/echo/invocations',
      body,
    });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([status, type]);
  });

  it.each(['gone', 'echo:gone'])('reports that there is no function %s', async (FunctionName) => {
    await expect(admin().send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: arn:aws:lambda:${region}:${owner}:function:${FunctionName}`,
    });
  });
});

describe('permission to invoke a function', () => {
  const invokeLive = (client: LambdaClient) =>
    client.send(new InvokeCommand({ FunctionName: `${arn}:live` }));

  afterEach(() => running.owner.lambda.removePermission(`${arn}:live`, 'Reader'));

  it("depends on the caller's policies in its own account", async () => {
    const may = clientOf(credentialsFor(running.owner, 'lambda:InvokeFunction'));
    await expect(invokeLive(may)).resolves.toMatchObject({ StatusCode: 200 });
    const mayNot = clientOf(credentialsFor(running.owner, 'lambda:GetFunction'));
    await expect(invokeLive(mayNot)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `is not authorized to perform: lambda:InvokeFunction on resource: ${arn}:live because no identity-based policy`,
      ) as string,
    });
  });

  it("depends also on the function's policy in another account", async () => {
    const client = clientOf(administrator(reader));
    await expect(invokeLive(client)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: reader },
      Action: 'lambda:InvokeFunction',
      Resource: `${arn}:live`,
    };
    running.owner.lambda.addPermission(`${arn}:live`, 'Reader', statement, 'stack/Permission');
    await expect(invokeLive(client)).resolves.toMatchObject({ StatusCode: 200 });
    const mayNot = clientOf(credentialsFor(running.reader, 's3:*'));
    await expect(invokeLive(mayNot)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('functions', () => {
  it('are described and listed', async () => {
    const FunctionName = 'echo';
    const described = { FunctionName, Handler: 'handler.handler', Timeout: 5, MemorySize: 128 };
    const client = admin();
    await expect(
      client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '1' })),
    ).resolves.toMatchObject({ ...described, Version: '1', FunctionArn: `${arn}:1` });
    await expect(client.send(new GetFunctionCommand({ FunctionName }))).resolves.toMatchObject({
      Configuration: { ...described, Version: '$LATEST', Environment: { Variables: { A: 'b' } } },
    });
    const { Functions } = await client.send(new ListFunctionsCommand({}));
    expect(Functions).toMatchObject([
      {
        ...described,
        Runtime: 'nodejs24.x',
        CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/) as string,
        LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}\+0000$/) as string,
        VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '' },
        Architectures: ['x86_64'],
        LoggingConfig: { LogFormat: 'Text' },
        TracingConfig: { Mode: 'PassThrough' },
      },
    ]);
    expect(Functions?.[0]?.CodeSize).toBeGreaterThan(0);
  });
});
