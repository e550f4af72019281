/** What clients of DynamoDB see of a table whose files were damaged. */
import { createKey } from 'dynalite/db';
import { readdirSync, rmSync } from 'node:fs';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { removeCleanStop } from '@sandbox/services/dynamodb/clean-stop';
import { DynamoDb, type TableDefinition } from '@sandbox/services/dynamodb/dynamodb';
import { LevelDatabase } from '@sandbox/services/dynamodb/level-database';
import { put as written } from '@sandbox/services/dynamodb/transaction';
import { accountId, region } from '../../../src/testing/account';
import { truncatedWrite, tearLog, type Write } from '../../../src/testing/truncated-write';

type Item = Readonly<Record<string, { readonly S: string }>>;

const TableName = 'orders';

const orders: TableDefinition = {
  TableName,
  KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
  AttributeDefinitions: ['orderId', 'shard', 'createdAt', 'coupon'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'newest',
      KeySchema: [
        { AttributeName: 'shard', KeyType: 'HASH' },
        { AttributeName: 'createdAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'by-coupon',
      KeySchema: [{ AttributeName: 'coupon', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

function order(orderId: string, createdAt: string, more: Item = {}): Item {
  return {
    orderId: { S: orderId },
    shard: { S: '0' },
    createdAt: { S: createdAt },
    fullName: { S: `Name of ${orderId}` },
    ...more,
  };
}

const acknowledged = [
  order('first', '2026-11-01'),
  order('second', '2026-11-02', { coupon: { S: 'WINTER' } }),
  order('third', '2026-11-03'),
];

const first = { orderId: { S: 'first' } };
const second = { orderId: { S: 'second' } };

function put(Item: Item): Write {
  return { operation: 'PutItem', input: { TableName, Item } };
}

function update(AttributeUpdates: unknown): Write {
  return { operation: 'UpdateItem', input: { TableName, Key: second, AttributeUpdates } };
}

const folders = temporaryFolders();

async function opened<Value>(
  folder: string,
  use: (dynamodb: DynamoDb) => Promise<Value>,
): Promise<Value> {
  const dynamodb = new DynamoDb({ account: accountId, region, folder });
  try {
    await dynamodb.createTable(orders);
    return await use(dynamodb);
  } finally {
    await dynamodb.stop();
  }
}

async function write(dynamodb: DynamoDb, items: readonly Item[]): Promise<void> {
  for (const Item of items) {
    await dynamodb.handle('PutItem', JSON.stringify({ TableName, Item }));
  }
}

async function scan(dynamodb: DynamoDb, IndexName?: string): Promise<readonly Item[]> {
  const { body } = await dynamodb.handle('Scan', JSON.stringify({ TableName, IndexName }));
  const { Items } = JSON.parse(body) as { Items: Item[] };
  return Items.sort((one, other) => idOf(one).localeCompare(idOf(other)));
}

function idOf(item: Item | undefined): string {
  return item?.orderId?.S ?? '';
}

/** Returns a database with the acknowledged orders, closed as a sandbox closes it. */
async function withOrders(): Promise<string> {
  const folder = folders();
  await opened(folder, (dynamodb) => write(dynamodb, acknowledged));
  return folder;
}

describe('a table that has lost an item, but not its entries in indexes', () => {
  it.each<readonly [string, Write]>([
    ['a new item', put(order('new', '2026-11-04', { coupon: { S: 'SPRING' } }))],
    ['an item put again at another place', put(order('first', '2026-11-09'))],
    [
      'an update that moves an item',
      update({ createdAt: { Value: { S: '2026-11-09' } }, coupon: { Value: { S: 'SPRING' } } }),
    ],
    ['an update in place', update({ fullName: { Value: { S: 'Somebody else' } } })],
    ['an update that takes an item out of an index', update({ coupon: { Action: 'DELETE' } })],
    ['a deletion', { operation: 'DeleteItem', input: { TableName, Key: second } }],
    [
      'a batch',
      {
        operation: 'BatchWriteItem',
        input: {
          RequestItems: {
            [TableName]: [
              { PutRequest: { Item: order('new', '2026-11-04') } },
              { DeleteRequest: { Key: first } },
              { DeleteRequest: { Key: second } },
            ],
          },
        },
      },
    ],
  ])('is as if %s had never been written', async (_name, cutOff) => {
    const folder = await withOrders();
    await truncatedWrite(folder, cutOff);
    const found = await opened(folder, async (dynamodb) => ({
      items: await scan(dynamodb),
      newest: await scan(dynamodb, 'newest'),
      byCoupon: await scan(dynamodb, 'by-coupon'),
    }));
    expect(found).toEqual({
      items: acknowledged,
      newest: acknowledged,
      byCoupon: [{ ...second, coupon: { S: 'WINTER' } }],
    });
  });

  it('lists an order once if a client repeats it, with the time of the repetition', async () => {
    const folder = await withOrders();
    await truncatedWrite(folder, put(order('repeated', '2026-11-04')));
    const repeated = order('repeated', '2026-11-05');
    const newest = await opened(folder, async (dynamodb) => {
      await write(dynamodb, [repeated]);
      return scan(dynamodb, 'newest');
    });
    expect(newest).toEqual(
      [...acknowledged, repeated].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)),
    );
  });

  it('is repaired completely, regardless of its size', async () => {
    const folder = await withOrders();
    const many = Array.from({ length: 1_200 }, (_, n) => order(`many-${n}`, `2026-10-${n}`));
    const database = await LevelDatabase.open(folder);
    const table = { ...orders, TableStatus: 'ACTIVE' };
    await database.commit(
      many.map((item) => written(`item-orders~${createKey(item, table)}`, item)),
    );
    await database.close();
    removeCleanStop(folder);
    tearLog(folder);
    const newest = await opened(folder, (dynamodb) => scan(dynamodb, 'newest'));
    expect(newest.map(idOf)).toEqual(
      [...acknowledged, ...many].map(idOf).sort((a, b) => a.localeCompare(b)),
    );
  });
});

describe('a database', () => {
  it('does not count as closed while it is open', async () => {
    const folder = await withOrders();
    const noted = await opened(folder, () => Promise.resolve(readdirSync(folder)));
    expect(noted).not.toContain('clean-stop');
  });

  it('completes all calls before it closes', async () => {
    const folder = await withOrders();
    const many = Array.from({ length: 300 }, (_, n) => order(`many-${n % 100}`, `2026-10-${n}`));
    const responses: Promise<{ readonly status: number }>[] = [];
    await opened(folder, (dynamodb) => {
      for (const Item of many) {
        responses.push(dynamodb.handle('PutItem', JSON.stringify({ TableName, Item })));
      }
      return Promise.resolve();
    });
    const answers = await Promise.all(responses);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(many.length);
  });

  it('closes even if its folder was deleted', async () => {
    const folder = await withOrders();
    const closed = opened(folder, () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    });
    await expect(closed).resolves.toBeUndefined();
  });

  it("reports that it can't be opened", async () => {
    const folder = await withOrders();
    removeCleanStop(folder);
    const database = await LevelDatabase.open(folder);
    try {
      await expect(opened(folder, () => Promise.resolve())).rejects.toThrow(
        `${folder} can't be opened as a database`,
      );
    } finally {
      await database.close();
    }
  });
});
