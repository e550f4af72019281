import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { accountId, region, startAccount, type RunningAccount } from '../../../src/testing/account';
import { administrator } from '../../../src/testing/signed-request';

const folders = temporaryFolders();
const TableName = 'orders';
const tableArn = `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`;
const clients: DynamoDBClient[] = [];
let running: RunningAccount;

beforeAll(async () => {
  running = await startAccount(folders());
  for (const name of [TableName, 'others']) {
    await running.account.dynamodb.createTable({
      TableName: name,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'part', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'newest',
          KeySchema: [{ AttributeName: 'part', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
  }
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await running.stop();
});

function clientOf(credentials: Credentials, clientRegion = region): DynamoDBClient {
  const { endpoint } = running;
  const client = new DynamoDBClient({
    region: clientRegion,
    endpoint,
    credentials,
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

/** Returns the client of a role with this single statement. */
function clientWith(Action: string, Resource: string, Condition?: unknown): DynamoDBClient {
  const { iam } = running.account;
  const role = iam.putRole('caller');
  const statement = { Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) };
  iam.putRolePolicy('caller', 'May', { Statement: statement }, 'stack/Role');
  return clientOf(iam.assumeRole(role.arn));
}

const Key = { id: { S: 'one' } };
const Item = { ...Key, part: { N: '1' }, fullName: { S: 'Ada' } };

type Send = (client: DynamoDBClient) => Promise<unknown>;

const key = (name: string, value: unknown) => ({ 'ForAllValues:StringEquals': { [name]: value } });

/** The action and the resource that each operation needs. */
const operations: readonly [action: string, resource: string, send: Send][] = [
  ['PutItem', tableArn, (client) => client.send(new PutItemCommand({ TableName, Item }))],
  ['GetItem', tableArn, (client) => client.send(new GetItemCommand({ TableName, Key }))],
  ['GetItem', tableArn, (client) => client.send(new GetItemCommand({ TableName: tableArn, Key }))],
  ['Scan', tableArn, (client) => client.send(new ScanCommand({ TableName }))],
  [
    'Scan',
    `${tableArn}/index/newest`,
    (client) => client.send(new ScanCommand({ TableName, IndexName: 'newest' })),
  ],
  [
    'Query',
    `${tableArn}/index/newest`,
    (client) =>
      client.send(
        new QueryCommand({
          TableName,
          IndexName: 'newest',
          KeyConditionExpression: 'part = :part',
          ExpressionAttributeValues: { ':part': { N: '1' } },
        }),
      ),
  ],
  [
    'BatchGetItem',
    tableArn,
    (client) =>
      client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
  ],
  ['DescribeTable', tableArn, (client) => client.send(new DescribeTableCommand({ TableName }))],
  [
    'ListTagsOfResource',
    tableArn,
    (client) => client.send(new ListTagsOfResourceCommand({ ResourceArn: tableArn })),
  ],
  [
    'ListTables',
    `arn:aws:dynamodb:${region}:${accountId}:table/*`,
    (client) => client.send(new ListTablesCommand({})),
  ],
];

describe('a role with permission to', () => {
  it.each(operations)('%s on %s does it, and nothing else', async (name, resource, send) => {
    const action = `dynamodb:${name}`;
    await expect(send(clientWith(action, resource))).resolves.toBeDefined();
    const message =
      `User: arn:aws:sts::${accountId}:assumed-role/caller/sandbox is not authorized to perform: ` +
      `${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
    for (const client of [clientWith('dynamodb:Other', '*'), clientWith(action, `${resource}x`)]) {
      await expect(send(client)).rejects.toMatchObject({ name: 'AccessDeniedException', message });
    }
  });

  it('write to one table may not write to another one in the same batch', async () => {
    const batch = new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [{ PutRequest: { Item } }],
        others: [{ DeleteRequest: { Key } }],
      },
    });
    const client = clientWith('dynamodb:BatchWriteItem', tableArn);
    await expect(client.send(batch)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'dynamodb:BatchWriteItem on resource: arn:aws:dynamodb:eu-central-1:222222222222:table/others',
      ) as string,
    });
  });

  it('nothing does not learn whether a table exists', async () => {
    const get = new GetItemCommand({ TableName: 'gone', Key });
    await expect(clientWith('s3:*', '*').send(get)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(clientWith('dynamodb:*', '*').send(get)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('conditions on the request', () => {
  const leading = key('dynamodb:LeadingKeys', ['one']);
  const other = { id: { S: 'two' } };

  it.each<[string, unknown, Send, Send]>([
    [
      'the key of an item to read',
      leading,
      (client) => client.send(new GetItemCommand({ TableName, Key })),
      (client) => client.send(new GetItemCommand({ TableName, Key: other })),
    ],
    [
      'the key of an item to write',
      leading,
      (client) => client.send(new PutItemCommand({ TableName, Item })),
      (client) => client.send(new PutItemCommand({ TableName, Item: { ...Item, ...other } })),
    ],
    [
      'all keys of a batch',
      leading,
      (client) =>
        client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
      (client) =>
        client.send(
          new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key, other] } } }),
        ),
    ],
    [
      'the key that is queried for',
      leading,
      (client) => client.send(query('one')),
      (client) => client.send(query('two')),
    ],
    [
      'the partition key of an index',
      key('dynamodb:LeadingKeys', ['1']),
      (client) => client.send(indexQuery('1')),
      (client) => client.send(indexQuery('2')),
    ],
    [
      'the attributes to read',
      key('dynamodb:Attributes', ['id', 'part']),
      (client) => client.send(projected('id, part')),
      (client) => client.send(projected('id, #name')),
    ],
    [
      'the attributes to write',
      key('dynamodb:Attributes', ['id', 'part']),
      (client) => client.send(updated('SET part = :value')),
      (client) => client.send(updated('SET part = :value, fullName = :value')),
    ],
    [
      'the returned values',
      { StringEquals: { 'dynamodb:ReturnValues': 'NONE' } },
      (client) => client.send(new PutItemCommand({ TableName, Item, ReturnValues: 'NONE' })),
      (client) => client.send(new PutItemCommand({ TableName, Item, ReturnValues: 'ALL_OLD' })),
    ],
    [
      'the selected attributes',
      { StringEquals: { 'dynamodb:Select': 'COUNT' } },
      (client) => client.send(new ScanCommand({ TableName, Select: 'COUNT' })),
      (client) => client.send(new ScanCommand({ TableName, Select: 'ALL_ATTRIBUTES' })),
    ],
  ])('see %s', async (_name, condition, allowed, refused) => {
    const client = clientWith('dynamodb:*', '*', condition);
    await expect(allowed(client)).resolves.toBeDefined();
    await expect(refused(client)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  const query = (S: string) =>
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': 'id' },
      ExpressionAttributeValues: { ':id': { S } },
    });
  const indexQuery = (N: string) =>
    new QueryCommand({
      TableName,
      IndexName: 'newest',
      KeyConditionExpression: 'part = :part',
      ExpressionAttributeValues: { ':part': { N } },
    });
  const projected = (ProjectionExpression: string) =>
    new GetItemCommand({
      TableName,
      Key,
      ProjectionExpression,
      ...(ProjectionExpression.includes('#')
        ? { ExpressionAttributeNames: { '#name': 'fullName' } }
        : {}),
    });
  const updated = (UpdateExpression: string) =>
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression,
      ExpressionAttributeValues: { ':value': { N: '1' } },
    });
});

describe('a table', () => {
  it('does not exist in another Region', async () => {
    const client = clientOf(administrator(accountId), 'us-east-1');
    const get = client.send(new GetItemCommand({ TableName, Key }));
    await expect(get).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(client.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: [] });
  });

  it('of another account is not accessible, since tables have no resource policies here', async () => {
    const foreign = tableArn.replace(accountId, '999999999999');
    const get = new GetItemCommand({ TableName: foreign, Key });
    await expect(clientOf(administrator(accountId)).send(get)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('because no resource-based policy allows') as string,
    });
  });

  it('rejects PartiQL', async () => {
    const statement = new ExecuteStatementCommand({ Statement: `SELECT * FROM ${TableName}` });
    await expect(clientOf(administrator(accountId)).send(statement)).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
