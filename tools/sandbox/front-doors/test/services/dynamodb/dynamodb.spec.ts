import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { DynamoDb, type TableDefinition } from '@sandbox/services/dynamodb/dynamodb';
import { orders, withIndexes } from '@sandbox/services/testing/indexed-orders';
import {
  accountId,
  credentialsFor,
  region,
  startAccount,
  type RunningAccount,
} from '../../../src/testing/account';

const folders = temporaryFolders();

function withType(AttributeName: string, AttributeType: string): TableDefinition {
  const others = orders.AttributeDefinitions.filter((one) => one.AttributeName !== AttributeName);
  return { ...orders, AttributeDefinitions: [...others, { AttributeName, AttributeType }] };
}

const tableArn = `arn:aws:dynamodb:${region}:${accountId}:table/orders`;
const notThere = 'attribute_not_exists(orderId)';

describe('DynamoDB through the AWS SDK', () => {
  let running: RunningAccount;
  let client: DynamoDBDocumentClient;

  beforeAll(async () => {
    running = await startAccount(folders());
    const { account, endpoint } = running;
    await account.dynamodb.createTable(orders);
    const credentials = credentialsFor(account, 'dynamodb:*');
    client = DynamoDBDocumentClient.from(
      new DynamoDBClient({ region, endpoint, credentials, maxAttempts: 1 }),
    );
  });

  afterAll(async () => {
    client.destroy();
    await running.stop();
  });

  async function failureOf(command: PutCommand | UpdateCommand | DeleteCommand): Promise<unknown> {
    try {
      if (command instanceof PutCommand) await client.send(command);
      else if (command instanceof UpdateCommand) await client.send(command);
      else await client.send(command);
    } catch (error) {
      return error instanceof ConditionalCheckFailedException ? error.Item : error;
    }
    throw new Error('the condition should have failed');
  }

  it('stores an item', async () => {
    const Item = { orderId: 'kept', shard: 1, createdAt: '2026-11-01', fullName: 'Ädá' };
    await client.send(new PutCommand({ TableName: 'orders', Item }));
    const found = await client.send(
      new GetCommand({ TableName: 'orders', Key: { orderId: 'kept' } }),
    );
    expect(found.Item).toEqual(Item);
  });

  it('stores data that looks like an ARN of a table, or of another account', async () => {
    const foreignArn = 'arn:aws:dynamodb:us-east-1:999999999999:table/orders';
    const Item = { orderId: foreignArn, fullName: tableArn, notes: `"TableName":"${foreignArn}"` };
    await client.send(new PutCommand({ TableName: 'orders', Item }));
    const Key = { orderId: foreignArn };
    const found = await client.send(new GetCommand({ TableName: 'orders', Key }));
    expect(found.Item).toEqual(Item);
  });

  it('queries an index in the order of its sort key', async () => {
    for (const createdAt of ['2', '3', '1']) {
      const Item = { orderId: `q${createdAt}`, shard: 7, createdAt };
      await client.send(new PutCommand({ TableName: 'orders', Item }));
    }
    const found = await client.send(
      new QueryCommand({
        TableName: 'orders',
        IndexName: 'newest',
        KeyConditionExpression: '#shard = :shard',
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: { ':shard': 7 },
        ScanIndexForward: false,
      }),
    );
    expect(found.Items?.map(({ orderId }) => String(orderId))).toEqual(['q3', 'q2', 'q1']);
  });

  describe('a write whose condition fails', () => {
    const stored = { orderId: 'taken', fullName: 'Ada' };
    const attributes = { orderId: { S: 'taken' }, fullName: { S: 'Ada' } };
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;

    beforeAll(() => client.send(new PutCommand({ TableName: 'orders', Item: stored })));

    it('returns the existing item, and does not change it', async () => {
      const put = new PutCommand({
        TableName: 'orders',
        Item: { orderId: 'taken', fullName: 'Grace' },
        ConditionExpression: notThere,
        ReturnValuesOnConditionCheckFailure,
      });
      expect(await failureOf(put)).toEqual(attributes);
      const Key = { orderId: 'taken' };
      const { Item } = await client.send(new GetCommand({ TableName: 'orders', Key }));
      expect(Item).toEqual(stored);
    });

    it('returns the item also with an ARN as the table name', async () => {
      const put = new PutCommand({
        TableName: tableArn,
        Item: { orderId: 'taken' },
        ConditionExpression: notThere,
        ReturnValuesOnConditionCheckFailure,
      });
      expect(await failureOf(put)).toEqual(attributes);
    });

    it.each([
      [
        'an update',
        UpdateCommand,
        { UpdateExpression: 'SET fullName = :other', ExpressionAttributeValues: { ':other': 'x' } },
      ],
      ['a deletion', DeleteCommand, {}],
    ])('returns the item to %s', async (_name, Command, rest) => {
      const command = new Command({
        TableName: 'orders',
        Key: { orderId: 'taken' },
        ConditionExpression: notThere,
        ReturnValuesOnConditionCheckFailure,
        ...rest,
      });
      expect(await failureOf(command)).toEqual(attributes);
    });

    it('returns no item if it is not requested', async () => {
      const put = new PutCommand({
        TableName: 'orders',
        Item: { orderId: 'taken' },
        ConditionExpression: notThere,
      });
      expect(await failureOf(put)).toBeUndefined();
    });

    it('returns no item if there is none', async () => {
      const put = new PutCommand({
        TableName: 'orders',
        Item: { orderId: 'new' },
        ConditionExpression: 'attribute_exists(orderId)',
        ReturnValuesOnConditionCheckFailure,
      });
      expect(await failureOf(put)).toBeUndefined();
    });
  });

  it('accepts an ARN as the table name', async () => {
    await client.send(new PutCommand({ TableName: tableArn, Item: { orderId: 'by-arn' } }));
    const found = await client.send(
      new GetCommand({ TableName: tableArn, Key: { orderId: 'by-arn' } }),
    );
    expect(found.Item).toEqual({ orderId: 'by-arn' });
  });

  it('returns ARNs of its own account', async () => {
    const { body } = await running.account.dynamodb.handle(
      'DescribeTable',
      JSON.stringify({ TableName: 'orders' }),
    );
    const { Table } = JSON.parse(body) as { Table: { TableArn: string } };
    expect(Table.TableArn).toBe(tableArn);
  });

  it('rejects a missing table as DynamoDB does', async () => {
    const get = client.send(new GetCommand({ TableName: 'gone', Key: { orderId: 'x' } }));
    await expect(get).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('rejects an unknown operation as DynamoDB does', async () => {
    const answer = await running.account.dynamodb.handle('MakeCoffee', '{}');
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('UnknownOperationException');
  });

  it.each(['', '{', '[]', '"x"'])(
    'rejects the malformed body %j with a client error',
    async (body) => {
      expect((await running.account.dynamodb.handle('PutItem', body)).status).toBe(400);
    },
  );
});

describe('DynamoDB on disk', () => {
  const folder = folders();

  async function withDynamoDb<Value>(use: (dynamodb: DynamoDb) => Promise<Value>): Promise<Value> {
    const dynamodb = new DynamoDb({ account: accountId, region, folder });
    try {
      return await use(dynamodb);
    } finally {
      await dynamodb.stop();
    }
  }

  const Key = { orderId: { S: 'kept' } };

  beforeAll(() =>
    withDynamoDb(async (dynamodb) => {
      await dynamodb.createTable(orders);
      await dynamodb.handle('PutItem', JSON.stringify({ TableName: 'orders', Item: Key }));
    }),
  );

  it('keeps its items over a restart', async () => {
    const answer = await withDynamoDb(async (dynamodb) => {
      await dynamodb.createTable(orders);
      return dynamodb.handle('GetItem', JSON.stringify({ TableName: 'orders', Key }));
    });
    expect(JSON.parse(answer.body)).toEqual({ Item: Key });
  });

  it.each([
    [
      'another key',
      { ...orders, KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }] },
      'the template asks for (shard N HASH). Start with another --data-dir',
    ],
    [
      "another type of the table's key",
      withType('orderId', 'N'),
      'has the keys (orderId S HASH), the template asks for (orderId N HASH)',
    ],
    [
      "another type of an index's key",
      withType('createdAt', 'N'),
      "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification.",
    ],
    [
      'another projection of an index',
      {
        ...orders,
        GlobalSecondaryIndexes: (orders.GlobalSecondaryIndexes ?? []).map((index) => ({
          ...index,
          Projection: { ProjectionType: 'KEYS_ONLY' },
        })),
      },
      "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification.",
    ],
    [
      'two more indexes',
      withIndexes('byName', 'byNote'),
      'Cannot perform more than one GSI creation or deletion in a single update of table orders: add byName, add byNote',
    ],
  ])('rejects %s than the table on disk has, and keeps its items', async (_name, other, says) => {
    const stillThere = await withDynamoDb(async (dynamodb) => {
      await expect(dynamodb.createTable(other)).rejects.toThrow(says);
      return dynamodb.handle('GetItem', JSON.stringify({ TableName: 'orders', Key }));
    });
    expect(JSON.parse(stillThere.body)).toEqual({ Item: Key });
  });

  it('can stop without having started', async () => {
    await expect(
      new DynamoDb({ account: accountId, region, folder }).stop(),
    ).resolves.toBeUndefined();
  });
});
