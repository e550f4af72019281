import {
  PutItemCommand,
  TransactGetItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { credentialsFor } from '../../../src/testing/account';
import {
  add,
  check,
  itemOf,
  key,
  refusal,
  stockTable,
  TableName,
} from '../../../src/testing/stock-table';

const { account, client, clientOf, put, write } = stockTable();

describe('a transaction that reads', () => {
  const read = (...ids: readonly string[]) =>
    client().send(
      new TransactGetItemsCommand({
        TransactItems: ids.map((id) => ({ Get: { TableName, Key: key(id) } })),
      }),
    );

  it('returns each item, in order', async () => {
    const { Responses } = await read('b', 'gone', 'a');
    expect(Responses).toEqual([{ Item: itemOf('b', 5) }, {}, { Item: itemOf('a', 5) }]);
  });

  it('returns the requested attributes', async () => {
    const { Responses } = await client().send(
      new TransactGetItemsCommand({
        TransactItems: [{ Get: { TableName, Key: key('a'), ProjectionExpression: 'id' } }],
      }),
    );
    expect(Responses).toEqual([{ Item: key('a') }]);
  });

  it('is cancelled because of an invalid key', async () => {
    const wrong = { Get: { TableName, Key: { name: { S: 'a' } } } };
    const command = new TransactGetItemsCommand({ TransactItems: [wrong] });
    expect(await refusal(client().send(command))).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ValidationError' }],
    });
  });

  it('never sees a partial write, regardless of the order of items', async () => {
    const move = (from: string, to: string) => refusal(write([add(from, -1), add(to, 1)]));
    const seen: number[] = [];
    const look = async (...ids: readonly string[]) => {
      const { Responses = [] } = await read(...ids);
      seen.push(Responses.reduce((sum, { Item }) => sum + Number(Item?.count?.N), 0));
    };
    await Promise.all(
      Array.from({ length: 20 }, (_, round) => [
        move('a', 'b'),
        move('b', 'a'),
        look('a', 'b'),
        look('b', 'a'),
        ...(round % 5 === 0 ? [client().send(touch('a')), client().send(touch('b'))] : []),
      ]).flat(),
    );
    expect(new Set(seen)).toEqual(new Set([10]));
  });

  it('sees no write of an item without earlier ones', async () => {
    await Promise.all([put('a', 0), put('b', 0)]);
    const seen: (readonly [a: number, b: number])[] = [];
    const between = Array.from({ length: 48 }, (_, id) => `between-${id}`);
    let isWriting = true;
    const look = async () => {
      while (isWriting) {
        const { Responses = [] } = await read('a', ...between, 'b');
        const [a, b] = [Responses[0], Responses.at(-1)];
        seen.push([Number(a?.Item?.count?.N), Number(b?.Item?.count?.N)]);
      }
    };
    const writeInTurns = async () => {
      for (let count = 1; count <= 20; count++) {
        await put('a', count);
        await put('b', count);
      }
      isWriting = false;
    };
    await Promise.all([writeInTurns(), look(), look()]);
    expect(seen.filter(([a, b]) => a < b || a > b + 1)).toEqual([]);
  });

  const touch = (id: string) =>
    new UpdateItemCommand({
      TableName,
      Key: key(id),
      UpdateExpression: 'SET touched = :yes',
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    });
});

describe('the permissions of a transaction', () => {
  it.each([
    ['Update', 'dynamodb:UpdateItem', add('a', 1)],
    ['Delete', 'dynamodb:DeleteItem', { Delete: { TableName, Key: key('a') } }],
    ['Put', 'dynamodb:PutItem', { Put: { TableName, Item: itemOf('a', 1) } }],
    ['ConditionCheck', 'dynamodb:ConditionCheckItem', check('a', 'attribute_exists(id)')],
  ])('are those of each action: of %s %s', async (_kind, action, item) => {
    const others = [
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:PutItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:TransactWriteItems',
    ].filter((other) => other !== action);
    const refused = clientOf(credentialsFor(account(), ...others));
    expect(await refusal(write([item], undefined, refused))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`not authorized to perform: ${action} on`) as string,
    });
    await write([item], undefined, clientOf(credentialsFor(account(), action)));
  });

  it('may depend on the enclosing operation', async () => {
    const { iam } = account();
    const role = iam.putRole('in-transactions');
    const Condition = { StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } };
    const Statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition };
    iam.putRolePolicy(role.name, 'May', { Version: '2012-10-17', Statement }, role.name);
    const who = clientOf(iam.assumeRole(role.arn));
    await write([add('a', 1)], undefined, who);
    const alone = who.send(new PutItemCommand({ TableName, Item: itemOf('a', 1) }));
    expect(await refusal(alone)).toMatchObject({ name: 'AccessDeniedException' });
  });
});
