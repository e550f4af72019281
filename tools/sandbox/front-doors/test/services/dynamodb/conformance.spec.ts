/**
 * DynamoDB's errors and responses that dynalite lacks.
 *
 * The messages are those of a public suite that runs against AWS
 * (paritysuite/dynamodb-conformance).
 */
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { DynamoDb } from '@sandbox/services/dynamodb/dynamodb';
import { accountId, region } from '../../../src/testing/account';

const TableName = 'made-by-a-call';
const ResourceArn = `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`;
const Key = { id: { S: 'one' } };
const folders = temporaryFolders();

let dynamodb: DynamoDb;

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(operation: string, input: object): Promise<Answered> {
  const answer = await dynamodb.handle(operation, JSON.stringify(input));
  return { status: answer.status, body: JSON.parse(answer.body) as Answered['body'] };
}

const onTable = (operation: string, input: object = {}) => call(operation, { TableName, ...input });

beforeAll(async () => {
  dynamodb = new DynamoDb({ account: accountId, region, folder: folders() });
  await onTable('CreateTable', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'text', AttributeType: 'S' },
      { AttributeName: 'bytes', AttributeType: 'B' },
    ],
    GlobalSecondaryIndexes: ['text', 'bytes'].map((AttributeName) => ({
      IndexName: `by-${AttributeName}`,
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    })),
    BillingMode: 'PAY_PER_REQUEST',
    Tags: [{ Key: 'team', Value: 'orders' }],
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await onTable('PutItem', { Item: { ...Key, count: { N: '1' } } });
});

afterAll(() => dynamodb.stop());

const EMPTY_TEXT =
  'The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-text, IndexKey: text';

const set = (value: object) => ({
  Key,
  UpdateExpression: 'SET #a = :a',
  ExpressionAttributeNames: { '#a': 'text' },
  ExpressionAttributeValues: { ':a': value },
});

/** Returns a filter with this number of operands. */
const among = (count: number) => ({
  FilterExpression: `id IN (${Array.from({ length: count }, () => ':id').join(', ')})`,
  ExpressionAttributeValues: { ':id': { S: 'a' } },
});

describe('a request that DynamoDB rejects', () => {
  it.each<readonly [string, string, object, string]>([
    ['an empty text as an index key', 'PutItem', { Item: { ...Key, text: { S: '' } } }, EMPTY_TEXT],
    [
      'empty bytes as an index key',
      'PutItem',
      { Item: { ...Key, bytes: { B: '' } } },
      'cannot contain an empty binary value. IndexName: by-bytes, IndexKey: bytes',
    ],
    [
      'an update to an empty index key',
      'UpdateItem',
      set({ S: '' }),
      'The update expression attempted to update a secondary index key to a value that is not supported.',
    ],
    [
      'an index key of another type',
      'PutItem',
      { Item: { ...Key, text: { N: '1' } } },
      'Type mismatch for Index Key text Expected: S Actual: N IndexName: by-text',
    ],
    [
      'an index key of another type by a computed value',
      'UpdateItem',
      {
        Key,
        UpdateExpression: 'ADD #a :a',
        ExpressionAttributeNames: { '#a': 'text' },
        ExpressionAttributeValues: { ':a': { N: '1' } },
      },
      'Type mismatch for Index Key text',
    ],
    ...['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'].map(
      (ReturnValues) =>
        [
          `${ReturnValues} of a deletion`,
          'DeleteItem',
          { Key, ReturnValues },
          'ReturnValues can only be ALL_OLD or NONE',
        ] as const,
    ),
    [
      'an unknown value of ReturnValuesOnConditionCheckFailure',
      'PutItem',
      { Item: Key, ReturnValuesOnConditionCheckFailure: 'ALL' },
      'Member must satisfy enum value set: [ALL_OLD, NONE]',
    ],
    [
      'a null among attributes',
      'PutItem',
      { Item: { ...Key, a: null } },
      'Member must not be null',
    ],
    [
      'a number that only JavaScript accepts',
      'PutItem',
      { Item: { ...Key, a: { N: ' ' } } },
      'cannot be converted to a numeric value',
    ],
    [
      'an expression of more than 4 KB',
      'DeleteItem',
      { Key, ConditionExpression: `attribute_exists(${'a'.repeat(4096)})` },
      'Expression size has exceeded the maximum allowed size; expression size: 4114',
    ],
    [
      'a list of more than 100 operands',
      'Scan',
      among(101),
      'Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101',
    ],
    [
      'an attribute without a name',
      'PutItem',
      { Item: { ...Key, data: { M: { '': { S: 'a' } } } } },
      'The name of an attribute must not be empty',
    ],
    [
      'a projection of a number of items',
      'Scan',
      { Select: 'COUNT', ProjectionExpression: 'id' },
      'Cannot specify the ProjectionExpression when choosing to get only the Count',
    ],
    [
      'a projection of all attributes',
      'Scan',
      { Select: 'ALL_ATTRIBUTES', AttributesToGet: ['id'] },
      'Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES',
    ],
    [
      'specific attributes without their names',
      'Scan',
      { Select: 'SPECIFIC_ATTRIBUTES' },
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
    [
      'the projection of an index, without one',
      'Scan',
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
  ])('is %s', async (_name, operation, input, message) => {
    const { status, body } = await onTable(operation, input);
    expect({ status, type: body.__type, message: body.message }).toEqual({
      status: 400,
      type: expect.stringContaining('#ValidationException') as string,
      message: expect.stringContaining(message) as string,
    });
  });

  it('does not have 100 operands in a list', async () => {
    expect((await onTable('Scan', among(100))).status).toBe(200);
  });

  it('writes and deletes an item in one request of a batch', async () => {
    const request = { PutRequest: { Item: Key }, DeleteRequest: { Key } };
    const { body } = await call('BatchWriteItem', { RequestItems: { [TableName]: [request] } });
    expect(body.message).toContain('exactly one of PutRequest and DeleteRequest');
  });

  it('has an empty index key in a batch, of which nothing is written', async () => {
    const items = [{ id: { S: 'fine' } }, { id: { S: 'empty' }, text: { S: '' } }];
    const requests = items.map((Item) => ({ PutRequest: { Item } }));
    const { body } = await call('BatchWriteItem', { RequestItems: { [TableName]: requests } });
    expect(body.message).toContain(EMPTY_TEXT);
    expect((await onTable('GetItem', { Key: { id: { S: 'fine' } } })).body).toEqual({});
  });

  it('has a value nested 32 levels, but not 31', async () => {
    const nested = (levels: number): object =>
      levels === 0 ? { S: 'leaf' } : { M: { n: nested(levels - 1) } };
    const put = (levels: number) =>
      onTable('PutItem', { Item: { id: { S: 'deep' }, data: nested(levels) } });
    expect((await put(31)).status).toBe(200);
    expect((await put(32)).body.message).toContain('Nesting Levels have exceeded supported limits');
  });

  it.each([null, [null], [{}], [{ Key: 'a' }], [{ Key: '', Value: '' }]])(
    'has the tags %j',
    async (Tags) => {
      const { status } = await call('TagResource', { ResourceArn, Tags });
      expect(status).toBe(400);
    },
  );

  it('has an ARN with many colons, at once', async () => {
    const { status } = await call('ListTagsOfResource', { ResourceArn: ':a'.repeat(3000) });
    expect(status).toBe(400);
  });
});

describe('the tags of a table', () => {
  it('are listed with their values while others change them', async () => {
    const listed: unknown[] = [];
    const list = async () => {
      const { body } = await call('ListTagsOfResource', { ResourceArn });
      listed.push(...(body.Tags as readonly unknown[]));
    };
    for (let round = 0; round < 100; round += 1) {
      const change =
        round % 2 === 0
          ? call('TagResource', { ResourceArn, Tags: [{ Key: 'brief', Value: 'yes' }] })
          : call('UntagResource', { ResourceArn, TagKeys: ['brief'] });
      await Promise.all([list(), change, list()]);
    }
    expect(listed.length).toBeGreaterThan(200);
    const hasValue = (tag: unknown) => typeof (tag as { Value: unknown }).Value === 'string';
    expect(listed.filter((tag) => !hasValue(tag))).toEqual([]);
  });
});

describe('an update', () => {
  const update = (UpdateExpression: string, ReturnValues: string) =>
    onTable('UpdateItem', { Key: { id: { S: 'updated' } }, UpdateExpression, ReturnValues });

  it.each([
    ['ALL_OLD', 'of an item that did not exist'],
    ['UPDATED_OLD', 'of an item that did not exist'],
    ['UPDATED_NEW', 'of what it removed'],
    ['NONE', 'at all'],
  ])('returns no attributes as %s %s', async (ReturnValues) => {
    await onTable('DeleteItem', { Key: { id: { S: 'updated' } } });
    const { body } = await update('REMOVE price', ReturnValues);
    expect(body).toEqual({});
  });

  it('returns the existing attributes', async () => {
    const input = {
      Key: { id: { S: 'updated' } },
      UpdateExpression: 'SET price = :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await onTable('UpdateItem', input);
    const { body } = await onTable('UpdateItem', { ...input, ReturnValues: 'UPDATED_OLD' });
    expect(body).toEqual({ Attributes: { price: { N: '1' } } });
    expect((await update('REMOVE price', 'UPDATED_NEW')).body).toEqual({});
  });
});

describe('a table created by a call', () => {
  it('returns the item of a failed condition', async () => {
    const { body } = await onTable('PutItem', {
      Item: Key,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(body.Item).toEqual({ ...Key, count: { N: '1' } });
  });

  it('lists its tags by the ARN in DescribeTable', async () => {
    const { body } = await onTable('DescribeTable');
    const { TableArn } = body.Table as { TableArn: string };
    expect((await call('ListTagsOfResource', { ResourceArn: TableArn })).body).toEqual({
      Tags: [{ Key: 'team', Value: 'orders' }],
    });
  });

  it('is deleted only without deletion protection', async () => {
    const protect = (DeletionProtectionEnabled: boolean) =>
      onTable('UpdateTable', { DeletionProtectionEnabled });
    await protect(true);
    expect((await onTable('DeleteTable')).body.message).toBe(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
    const { body } = await protect(false);
    expect(body.TableDescription).toMatchObject({ DeletionProtectionEnabled: false });
  });

  it('has a time to live that can be enabled once, and disabled', async () => {
    const update = (Enabled: boolean) =>
      onTable('UpdateTimeToLive', {
        TimeToLiveSpecification: { Enabled, AttributeName: 'until' },
      });
    expect((await update(true)).status).toBe(200);
    expect((await update(true)).body.message).toBe('TimeToLive is already enabled');
    expect((await onTable('DescribeTimeToLive')).body).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' },
    });
    expect((await update(false)).status).toBe(200);
    expect((await update(false)).body.message).toBe('TimeToLive is already disabled');
  });
});
