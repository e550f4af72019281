import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { DynamoDb } from '@sandbox/services/dynamodb/dynamodb';
import { orders, withIndexes } from '@sandbox/services/testing/indexed-orders';
import { accountId, region } from '../../../src/testing/account';

const folders = temporaryFolders();

describe('an index that is added to a table with items', () => {
  const idsOf = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, n) => `${prefix}${n}`);
  const put = (dynamodb: DynamoDb, orderId: string, attributes: object) =>
    dynamodb.handle(
      'PutItem',
      JSON.stringify({ TableName: 'orders', Item: { orderId: { S: orderId }, ...attributes } }),
    );

  async function found(dynamodb: DynamoDb, name: string): Promise<readonly string[]> {
    const answer = await dynamodb.handle(
      'Query',
      JSON.stringify({
        TableName: 'orders',
        IndexName: 'byName',
        KeyConditionExpression: 'byName = :name',
        ExpressionAttributeValues: { ':name': { S: name } },
      }),
    );
    const { Items } = JSON.parse(answer.body) as { Items?: { orderId: { S: string } }[] };
    return (Items ?? []).map(({ orderId }) => orderId.S).sort();
  }

  let dynamodb: DynamoDb;
  beforeEach(async () => {
    dynamodb = new DynamoDb({ account: accountId, region, folder: folders() });
    await dynamodb.createTable(orders);
  });
  afterEach(() => dynamodb.stop());

  const ada = { byName: { S: 'Ada' } };

  it('contains all items with a valid key', async () => {
    for (const id of idsOf(5, 'ada')) await put(dynamodb, id, ada);
    await put(dynamodb, 'grace', { byName: { S: 'Grace' } });
    await put(dynamodb, 'none', {});
    await put(dynamodb, 'number', { byName: { N: '1' } });
    await put(dynamodb, 'empty', { byName: { S: '' } });
    await dynamodb.createTable(withIndexes('byName'));
    expect(await found(dynamodb, 'Ada')).toEqual(idsOf(5, 'ada'));
    expect(await found(dynamodb, 'Grace')).toEqual(['grace']);
    expect(await dynamodb.partitionKey('orders', 'byName')).toBe('byName');
  });

  it('contains items that are written meanwhile', async () => {
    for (const id of idsOf(50, 'before')) await put(dynamodb, id, ada);
    const written = idsOf(50, 'while').map((id) => put(dynamodb, id, ada));
    const renamed = put(dynamodb, 'before0', { byName: { S: 'Grace' } });
    await Promise.all([dynamodb.createTable(withIndexes('byName')), ...written, renamed]);
    expect(await found(dynamodb, 'Ada')).toHaveLength(99);
    expect(await found(dynamodb, 'Grace')).toEqual(['before0']);
  });

  it('is removed, and complete when it is added again', async () => {
    await dynamodb.createTable(withIndexes('byName'));
    await put(dynamodb, 'first', ada);
    await dynamodb.createTable(orders);
    expect(await dynamodb.partitionKey('orders', 'byName')).toBeUndefined();
    await put(dynamodb, 'first', { byName: { S: 'Grace' } });
    await put(dynamodb, 'second', ada);
    await dynamodb.createTable(withIndexes('byName'));
    expect(await found(dynamodb, 'Ada')).toEqual(['second']);
    expect(await found(dynamodb, 'Grace')).toEqual(['first']);
  });

  it('does not change the other indexes', async () => {
    await put(dynamodb, 'listed', { shard: { N: '0' }, createdAt: { S: 'now' }, ...ada });
    await dynamodb.createTable(withIndexes('byName'));
    expect(await dynamodb.partitionKey('orders', 'newest')).toBe('shard');
    const answer = await dynamodb.handle(
      'Query',
      JSON.stringify({
        TableName: 'orders',
        IndexName: 'newest',
        KeyConditionExpression: '#shard = :shard',
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: { ':shard': { N: '0' } },
      }),
    );
    expect(JSON.parse(answer.body)).toMatchObject({ Count: 1 });
  });
});
