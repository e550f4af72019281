/** An account with tables of counted items, and the operations of transaction specs. */
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { accountId, region, startAccount, type RunningAccount } from './account';
import { administrator } from './signed-request';

export const TableName = 'stock';

export const key = (id: string) => ({ id: { S: id } });

export const itemOf = (id: string, count: number) => ({
  ...key(id),
  count: { N: String(count) },
});

/** An action that adds an amount to an item, if the result is not negative. */
export const add = (id: string, amount: number): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(id),
    UpdateExpression: 'ADD #c :amount',
    ConditionExpression: '#c >= :least',
    ExpressionAttributeNames: { '#c': 'count' },
    ExpressionAttributeValues: {
      ':amount': { N: String(amount) },
      ':least': { N: String(Math.max(0, -amount)) },
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

export const check = (id: string, ConditionExpression: string): TransactWriteItem => ({
  ConditionCheck: { TableName, Key: key(id), ConditionExpression },
});

/** Returns the error of a call; undefined if it succeeds. */
export const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

export interface Stock {
  readonly account: () => RunningAccount['account'];
  /** The client of the account's administrator. */
  readonly client: () => DynamoDBClient;
  readonly clientOf: (credentials: Credentials) => DynamoDBClient;
  readonly put: (id: string, count: number) => Promise<void>;
  readonly countOf: (id: string) => Promise<string | undefined>;
  readonly write: (
    actions: readonly TransactWriteItem[],
    token?: string,
    who?: DynamoDBClient,
  ) => Promise<unknown>;
  readonly restart: () => Promise<void>;
}

/**
 * Must be called at the top level of a spec file. Each test has its own tables, with a count of
 * five for `a` and `b`.
 */
export function stockTable(): Stock {
  const folders = temporaryFolders();
  const clients: DynamoDBClient[] = [];
  let folder: string;
  let running: RunningAccount;
  let client: DynamoDBClient;

  const clientOf = (credentials: Credentials) => {
    const { endpoint } = running;
    const created = new DynamoDBClient({ region, endpoint, credentials, maxAttempts: 1 });
    clients.push(created);
    return created;
  };
  const start = async () => {
    running = await startAccount(folder);
    client = clientOf(administrator(accountId));
  };
  const stop = async () => {
    for (const each of clients.splice(0)) each.destroy();
    await running.stop();
  };
  const put = async (id: string, count: number) => {
    await client.send(new PutItemCommand({ TableName, Item: itemOf(id, count) }));
  };

  beforeEach(async () => {
    folder = folders();
    await start();
    for (const name of [TableName, 'others']) await createTable(running, name);
    await put('a', 5);
    await put('b', 5);
  });
  afterEach(stop);

  return {
    account: () => running.account,
    client: () => client,
    clientOf,
    put,
    countOf: async (id) => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(id) }));
      return Item?.['count']?.N;
    },
    write: (actions, ClientRequestToken, who = client) => {
      const TransactItems = [...actions];
      return who.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
    },
    restart: async () => {
      await stop();
      await start();
    },
  };
}

function createTable({ account }: RunningAccount, name: string): Promise<void> {
  return account.dynamodb.createTable({
    TableName: name,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'shelf', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-shelf',
        KeySchema: [{ AttributeName: 'shelf', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
}
