/**
 * The responses to calls during disk failures, errors of dynalite and a stop, none of which may end
 * the process.
 */
import { ClassicLevel } from 'classic-level';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { DynamoDb } from '@sandbox/services/dynamodb/dynamodb';
import { LevelDatabase } from '@sandbox/services/dynamodb/level-database';
import type { DynamoDbResponse } from '@sandbox/services/dynamodb/refusal';
import { ordersTable } from '@sandbox/services/testing/orders-table';
import { accountId, region } from '../../../src/testing/account';

const { TableName } = ordersTable;

const folders = temporaryFolders();

interface Started {
  readonly dynamodb: DynamoDb;
  readonly folder: string;
  readonly lines: string[];
}

async function started(): Promise<Started> {
  const folder = join(folders(), 'dynamodb');
  const lines: string[] = [];
  const dynamodb = new DynamoDb({
    account: accountId,
    region,
    folder,
    onProblem: (line) => lines.push(line),
  });
  await dynamodb.createTable(ordersTable);
  return { dynamodb, folder, lines };
}

function call(dynamodb: DynamoDb, operation: string, input: object): Promise<DynamoDbResponse> {
  return dynamodb.handle(operation, JSON.stringify({ TableName, ...input }));
}

function put(dynamodb: DynamoDb, orderId: string): Promise<DynamoDbResponse> {
  return call(dynamodb, 'PutItem', { Item: { orderId: { S: orderId }, shard: { S: '0' } } });
}

async function count(dynamodb: DynamoDb, input: object = {}): Promise<number> {
  const { body } = await call(dynamodb, 'Scan', input);
  return (JSON.parse(body) as { Count: number }).Count;
}

/** `batch` has overloads, one of which returns a chained batch. */
function reject(error: Error): never {
  return Promise.reject(error) as never;
}

afterEach(() => jest.restoreAllMocks());

describe('a disk that fails writes', () => {
  it('causes a 503 and a line, leaves nothing partially written, and recovers', async () => {
    const { dynamodb, lines } = await started();
    await put(dynamodb, 'before');
    const full = Object.assign(new Error('IO error: No space left on device'), {
      code: 'LEVEL_IO_ERROR',
    });
    jest.spyOn(ClassicLevel.prototype, 'batch').mockImplementationOnce(() => reject(full));
    const refused = await put(dynamodb, 'refused');
    expect(refused.status).toBe(503);
    expect(refused.body).toContain('ServiceUnavailable');
    expect(lines).toEqual([
      `DynamoDB PutItem in account ${accountId}: IO error: No space left on device`,
    ]);
    expect(await count(dynamodb)).toBe(1);
    expect((await put(dynamodb, 'after')).status).toBe(200);
    expect([await count(dynamodb), await count(dynamodb, { IndexName: 'by-shard' })]).toEqual([
      2, 2,
    ]);
    await dynamodb.stop();
  });

  it('leaves acknowledged items readable while it fails further writes', async () => {
    const { dynamodb } = await started();
    await put(dynamodb, 'before');
    const readOnly = new Error('IO error: Read-only file system');
    const batch = jest.spyOn(ClassicLevel.prototype, 'batch');
    batch.mockImplementation(() => reject(readOnly));
    for (const orderId of ['one', 'two']) {
      expect((await put(dynamodb, orderId)).status).toBe(503);
      expect(await count(dynamodb)).toBe(1);
    }
    batch.mockRestore();
    expect((await put(dynamodb, 'after')).status).toBe(200);
    expect(await count(dynamodb)).toBe(2);
    await dynamodb.stop();
  });
});

describe('an internal error of dynalite', () => {
  it('causes a 500 and a line with its location, and releases its locks', async () => {
    const { dynamodb, lines } = await started();
    jest.spyOn(LevelDatabase.prototype, 'get').mockImplementationOnce(() => {
      return Promise.resolve('{"TableStatus":"ACTIVE","KeySchema":null}');
    });
    expect(await put(dynamodb, 'one')).toEqual({
      status: 500,
      body: expect.stringContaining('InternalServerError') as string,
    });
    expect(lines).toEqual([expect.stringMatching(/DynamoDB PutItem .*TypeError: .* at /)]);
    expect((await put(dynamodb, 'one')).status).toBe(200);
    await dynamodb.stop();
  });
});

describe('database iterators', () => {
  it.each<readonly [string, string, object]>([
    ['a query that its limit ends', 'Query', { Limit: 1 }],
    ['a query of an empty key', 'Query', { value: 'nobody' }],
    ['a filtered query', 'Query', { FilterExpression: 'attribute_exists(nothing)' }],
    ['a scan that its limit ends', 'Scan', { Limit: 1 }],
    ['a scan that its size ends', 'Scan', {}],
    ['a list of tables', 'ListTables', {}],
  ])('are closed after %s', async (_name, operation, input) => {
    const { dynamodb } = await started();
    const text = 'x'.repeat(300_000);
    for (let n = 0; n < 6; n += 1) {
      const Item = { orderId: { S: `order-${n}` }, shard: { S: '0' }, text: { S: text } };
      await call(dynamodb, 'PutItem', { Item });
    }
    const open = countIterators();
    const { value = '0', ...rest } = input as { value?: string };
    const keys = {
      IndexName: 'by-shard',
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: { ':shard': { S: value } },
    };
    const { status } = await call(dynamodb, operation, {
      ...(operation === 'Query' ? keys : {}),
      ...rest,
    });
    expect(status).toBe(200);
    for (let turn = 0; turn < 100 && open.closed === 0; turn += 1) await new Promise(setImmediate);
    expect(open).toEqual({ opened: 1, closed: 1 });
    await dynamodb.stop();
  });
});

/** Counts calls from now on, until the mocks are restored. */
function countIterators(): { opened: number; closed: number } {
  const counts = { opened: 0, closed: 0 };
  for (const kind of ['values', 'keys'] as const) {
    const original = Reflect.get(ClassicLevel.prototype, kind) as (range: object) => Closable;
    jest.spyOn(ClassicLevel.prototype, kind).mockImplementation(function (
      this: unknown,
      range: object,
    ) {
      const iterator = original.call(this, range);
      const close = iterator.close.bind(iterator);
      counts.opened += 1;
      iterator.close = () => {
        counts.closed += 1;
        return close();
      };
      return iterator as never;
    } as never);
  }
  return counts;
}

interface Closable {
  close(): Promise<void>;
}

describe('a stop', () => {
  it('completes 300 queued writes of the same items, then records a clean stop', async () => {
    const { dynamodb, folder } = await started();
    const responses = Array.from({ length: 300 }, (_, n) => put(dynamodb, `order-${n % 10}`));
    await dynamodb.stop();
    const statuses = new Set((await Promise.all(responses)).map(({ status }) => status));
    expect([...statuses]).toEqual([200]);
    expect(existsSync(join(folder, 'clean-stop'))).toBe(true);
  });

  it('rejects later calls with a 503', async () => {
    const { dynamodb } = await started();
    const stopping = dynamodb.stop();
    expect((await put(dynamodb, 'late')).status).toBe(503);
    await stopping;
  });

  it('completes batches over the same items, in any order', async () => {
    const { dynamodb } = await started();
    const requests = ['a', 'b', 'c'].map((id) => ({
      PutRequest: { Item: { orderId: { S: id } } },
    }));
    const batches = Array.from({ length: 20 }, (_, n) =>
      dynamodb.handle(
        'BatchWriteItem',
        JSON.stringify({
          RequestItems: { [TableName]: n % 2 === 0 ? requests : [...requests].reverse() },
        }),
      ),
    );
    await dynamodb.stop();
    expect((await Promise.all(batches)).every(({ status }) => status === 200)).toBe(true);
  });
});
