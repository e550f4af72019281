import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Traces } from '@sandbox/kernel/traces';
import { Policy } from '@sandbox/policy/policy';
import { Account } from '@sandbox/services/account';
import { putEndpoint, putGroup, putSubnet, putVpc, vpcId } from '@sandbox/services/testing/network';
import { accountId, region } from '../testing/account';
import { AwsApi } from './aws-api';

const folders = temporaryFolders();
const traces = new Traces();
const accounts: Account[] = [];
const awsApi = new AwsApi(() => accounts, traces);
const vpc = { subnetIds: ['subnet-1'], securityGroupIds: ['functions'] };
const toDynamoDb = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListId: 'pl-66a5400f' };
let account: Account;
let endpoint: string;
const clients: DynamoDBClient[] = [];

beforeAll(async () => {
  endpoint = await awsApi.start(0);
  account = new Account({
    id: accountId,
    region,
    folder: folders(),
    awsEndpoint: endpoint,
    responses: awsApi,
  });
  accounts.push(account);
  const { ec2, iam } = account;
  putVpc(ec2, vpcId, 'sg-default');
  putSubnet(ec2, 'subnet-1', '10.0.1.0/24');
  ec2.routeTables.put({ id: 'table', vpcId, constructPath: 'table' });
  ec2.routeTables.associate('association', 'subnet-1', 'table');
  iam.putRole('function');
  const statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
  iam.putRolePolicy('function', 'May', { Statement: statement }, 'stack/Role');
});

beforeEach(() => {
  putGroup(account.ec2, 'functions', { egress: [toDynamoDb] });
  putGatewayEndpoint({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
});

afterEach(() => clients.splice(0).forEach((client) => client.destroy()));

afterAll(async () => {
  await account.stop();
  await awsApi.stop();
});

function putGatewayEndpoint(statement: unknown): void {
  putEndpoint(account.ec2, {
    type: 'Gateway',
    serviceName: `com.amazonaws.${region}.dynamodb`,
    subnetIds: [],
    routeTableIds: ['table'],
    policy: new Policy({ Statement: statement }, 'stack/Endpoint'),
  });
}

/** Calls DynamoDB as a function in the VPC would. */
function listTables(options: { readonly abortSignal?: AbortSignal } = {}): Promise<unknown> {
  const props = { sessionName: 'list', functionArn: 'arn:aws:lambda:x', vpc };
  const client = new DynamoDBClient({
    region,
    endpoint,
    credentials: account.iam.assumeRole(`arn:aws:iam::${accountId}:role/function`, props),
    maxAttempts: 1,
  });
  clients.push(client);
  return client.send(new ListTablesCommand({}), options);
}

const hops = () =>
  traces.list({ limit: 1 })[0]?.hops.map(({ name, outcome }) => `${name} ${outcome}`);

describe('the call of a function in a VPC', () => {
  it('reaches the service through the endpoint', async () => {
    await expect(listTables()).resolves.toMatchObject({ TableNames: [] });
    expect(hops()).toEqual(['function network passed', 'role policy passed']);
  });

  it('gets no response if no rule of its security group allows it', async () => {
    putGroup(account.ec2, 'functions', { egress: [{ ...toDynamoDb, ToPort: 80, FromPort: 80 }] });
    const known = traces.list().length;
    const giveUp = new AbortController();
    const unanswered = listTables({ abortSignal: giveUp.signal }).catch((error: unknown) => error);
    while (traces.list().length === known) await sleep(5);
    expect(hops()).toEqual(['function network refused']);
    const [trace] = traces.list({ limit: 1 });
    expect(trace?.describe().hops[0]).toMatchObject({
      detail: expect.stringContaining('no egress rule allows TCP 443 to pl-66a5400f') as string,
      decision: { kind: 'rule' },
    });
    putGroup(account.ec2, 'functions', { egress: [toDynamoDb] });
    await listTables();
    // A response to the first call would have arrived before the response to the second.
    giveUp.abort();
    expect(await unanswered).toMatchObject({ name: 'AbortError' });
  });

  it("is filtered by the policy of the endpoint, regardless of the role's permissions", async () => {
    putGatewayEndpoint({
      Effect: 'Allow',
      Principal: '*',
      Action: 'dynamodb:Query',
      Resource: '*',
    });
    await expect(listTables()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /because no VPC endpoint policy allows the dynamodb:ListTables action$/,
      ) as string,
    });
    expect(hops()).toEqual(['function network passed', 'endpoint policy refused']);
  });

  it.each([
    ['aws:SourceVpce', 'vpce-1'],
    ['aws:SourceVpc', vpcId],
    ['aws:VpcSourceIp', '10.0.1.254'],
  ])('has condition keys for policies %s', async (key, value) => {
    const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    putGatewayEndpoint({ ...statement, Condition: { StringEquals: { [key]: value } } });
    await expect(listTables()).resolves.toBeDefined();
    putGatewayEndpoint({ ...statement, Condition: { StringEquals: { [key]: `${value}x` } } });
    await expect(listTables()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
