import {
  QueryCommand,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { accountId, region } from '../../../src/testing/account';
import {
  add,
  check,
  itemOf,
  key,
  refusal,
  stockTable,
  TableName,
} from '../../../src/testing/stock-table';

const { client, countOf, put, restart, write } = stockTable();

describe('a transaction that writes', () => {
  it('executes all actions, on several tables and their indexes', async () => {
    await write([
      add('a', -2),
      check('b', 'attribute_exists(id)'),
      { Put: { TableName: 'others', Item: { ...key('x'), shelf: { S: 'top' } } } },
      { Put: { TableName, Item: itemOf('c', 1), ConditionExpression: 'attribute_not_exists(id)' } },
    ]);
    await write([{ Delete: { TableName, Key: key('c') } }]);
    expect(await Promise.all(['a', 'b', 'c'].map(countOf))).toEqual(['3', '5', undefined]);
    const { Items } = await client().send(
      new QueryCommand({
        TableName: 'others',
        IndexName: 'by-shelf',
        KeyConditionExpression: 'shelf = :shelf',
        ExpressionAttributeValues: { ':shelf': { S: 'top' } },
      }),
    );
    expect(Items).toEqual([{ ...key('x'), shelf: { S: 'top' } }]);
  });

  it('executes none if a condition fails, and returns a reason for each action', async () => {
    const shelf = { S: 'top' };
    const refused = await refusal(
      write([
        { Put: { TableName, Item: { ...itemOf('c', 1), shelf } } },
        add('a', -6),
        check('b', 'attribute_not_exists(id)'),
      ]),
    );
    expect(refused).toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        '[None, ConditionalCheckFailed, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: itemOf('a', 5),
        },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
    });
    expect(await countOf('c')).toBeUndefined();
    const { Items } = await client().send(
      new QueryCommand({
        TableName,
        IndexName: 'by-shelf',
        KeyConditionExpression: 'shelf = :shelf',
        ExpressionAttributeValues: { ':shelf': shelf },
      }),
    );
    expect(Items).toEqual([]);
  });

  it('changes nothing by a condition check', async () => {
    await write([check('a', 'attribute_exists(id)'), add('b', 1)]);
    expect(await countOf('a')).toBe('5');
  });

  it.each<[string, readonly TransactWriteItem[], object]>([
    [
      "a key that is not the table's",
      [{ Delete: { TableName, Key: { name: { S: 'a' } } } }],
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ],
    [
      'an operand of another type',
      [
        {
          Update: {
            TableName,
            Key: key('a'),
            UpdateExpression: 'SET #c = #c + id',
            ExpressionAttributeNames: { '#c': 'count' },
          },
        },
      ],
      {
        Code: 'ValidationError',
        Message: 'An operand in the update expression has an incorrect data type',
      },
    ],
    [
      'the key of an index that has another type',
      [{ Put: { TableName, Item: { ...key('c'), shelf: { N: '1' } } } }],
      { Code: 'ValidationError' },
    ],
  ])('is cancelled because of %s', async (_name, actions, reason) => {
    expect(await refusal(write([add('b', 1), ...actions]))).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, reason],
    });
    expect(await countOf('b')).toBe('5');
  });

  it.each<[string, readonly TransactWriteItem[], string]>([
    [
      'two actions on one item',
      [add('a', 1), check('a', 'attribute_exists(id)')],
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'two actions in one',
      [{ ...add('a', 1), ...check('b', 'attribute_exists(id)') }],
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    ['no action', [{}], 'TransactItems can only contain one of Check, Put, Update or Delete'],
    [
      'no actions at all',
      [],
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'more than 100 actions',
      Array.from({ length: 101 }, (_, id) => add(`n${id}`, 1)),
      'Member must have length less than or equal to 100',
    ],
    [
      'a check without a condition',
      [{ ConditionCheck: { TableName, Key: key('a'), ConditionExpression: undefined } }],
      "Value null at 'transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
    ],
    [
      "an expression that can't be parsed",
      [check('a', 'attribute_exists(')],
      'Invalid ConditionExpression: Syntax error',
    ],
  ])('is rejected as a whole with %s', async (_name, actions, says) => {
    const refused = await refusal(write(actions));
    expect(refused).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says) as string,
    });
  });

  it('is rejected as a whole if a table does not exist', async () => {
    const gone = { Put: { TableName: 'gone', Item: key('a') } };
    expect(await refusal(write([add('a', 1), gone]))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(await countOf('a')).toBe('5');
  });

  it('finds a table by its ARN', async () => {
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`;
    await write([{ Delete: { TableName: arn, Key: key('a') } }]);
    expect(await countOf('a')).toBeUndefined();
  });

  it('returns the consumed capacity: twice that of single operations', async () => {
    const { ConsumedCapacity } = await client().send(
      new TransactWriteItemsCommand({
        TransactItems: [add('a', 1), add('b', 1)],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4 }]);
  });
});

describe('a client token', () => {
  afterEach(() => jest.useRealTimers());

  it('makes a repeated transaction do nothing, even after a restart', async () => {
    await write([add('a', 1)], 'token');
    await write([add('a', 1)], 'token');
    await restart();
    await write([add('a', 1)], 'token');
    expect(await countOf('a')).toBe('6');
  });

  it('makes a concurrent repetition do nothing', async () => {
    await Promise.all(Array.from({ length: 5 }, () => write([add('a', 1)], 'token')));
    expect(await countOf('a')).toBe('6');
  });

  it("can't be reused for another transaction", async () => {
    await write([add('a', 1)], 'token');
    expect(await refusal(write([add('a', 2)], 'token'))).toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  it('can be reused if its transaction was cancelled', async () => {
    expect(await refusal(write([add('a', -9)], 'token'))).toMatchObject({
      name: 'TransactionCanceledException',
    });
    await put('a', 9);
    await write([add('a', -9)], 'token');
    expect(await countOf('a')).toBe('0');
  });

  it('expires after ten minutes', async () => {
    const now = Date.now();
    await write([add('a', 1)], 'token');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 10 * 60_000 + 1000);
    try {
      await write([add('a', 1)], 'token');
    } finally {
      clock.mockRestore();
    }
    expect(await countOf('a')).toBe('7');
  });
});
