/** What a start reports about a database with damaged files, and what it recovers. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fillDisk } from '@sandbox/kernel/testing/full-disk';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { removeCleanStop } from '@sandbox/services/dynamodb/clean-stop';
import { DynamoDb } from '@sandbox/services/dynamodb/dynamodb';
import { ordersTable } from '@sandbox/services/testing/orders-table';
import { accountId, region } from '../../../src/testing/account';

const { TableName } = ordersTable;

const folders = temporaryFolders();

interface Found {
  readonly problems: readonly string[];
  readonly items: number;
  readonly entries: number;
}

async function opened(folder: string, use: (dynamodb: DynamoDb) => Promise<void>): Promise<void> {
  const dynamodb = new DynamoDb({ account: accountId, region, folder });
  try {
    await dynamodb.createTable(ordersTable);
    await use(dynamodb);
  } finally {
    await dynamodb.stop();
  }
}

async function write(dynamodb: DynamoDb, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    const Item = { orderId: { S: `order-${n}` }, shard: { S: '0' }, text: { S: 'x'.repeat(100) } };
    const { status } = await dynamodb.handle('PutItem', JSON.stringify({ TableName, Item }));
    expect(status).toBe(200);
  }
}

async function count(dynamodb: DynamoDb, IndexName?: string): Promise<number> {
  const { body } = await dynamodb.handle('Scan', JSON.stringify({ TableName, IndexName }));
  return (JSON.parse(body) as { Count: number }).Count;
}

/** Starts a database that has been stopped, and stops it again. */
async function started(folder: string): Promise<Found> {
  const found: Found[] = [];
  await opened(folder, async (dynamodb) => {
    const { problems } = dynamodb;
    const [items, entries] = [await count(dynamodb), await count(dynamodb, 'by-shard')];
    found.push({ problems: [...problems], items, entries });
  });
  return found[0] ?? { problems: [], items: 0, entries: 0 };
}

/** Half of the 40 items are in a table file, the others in the log. */
async function database(): Promise<string> {
  const folder = folders();
  await opened(folder, (dynamodb) => write(dynamodb, 0, 20));
  await opened(folder, (dynamodb) => write(dynamodb, 20, 40));
  return folder;
}

function fileOf(folder: string, kind: RegExp): string {
  const name = readdirSync(folder).find((each) => kind.test(each));
  if (name === undefined) throw new Error(`no file is like ${kind.source}`);
  return join(folder, name);
}

function halve(file: string): void {
  truncateSync(file, Math.floor(readFileSync(file).length / 2));
}

function overwriteMiddle(file: string): void {
  const middle = Math.floor(readFileSync(file).length / 2);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(16, 0xff), 0, 16, middle);
  closeSync(handle);
}

const LOG = /\.log$/;
const TABLE = /\.ldb$/;
const MANIFEST = /^MANIFEST/;
const CURRENT = /^CURRENT$/;

type Damage = readonly [name: string, file: RegExp, damage: (file: string) => void];

const damages: readonly Damage[] = [
  ['half of its log', LOG, halve],
  ['the middle of its log', LOG, overwriteMiddle],
  ['its log', LOG, (file) => rmSync(file)],
  ['a table file', TABLE, (file) => rmSync(file)],
  ['half of a table file', TABLE, halve],
  ['the middle of a table file', TABLE, overwriteMiddle],
  ['its manifest', MANIFEST, (file) => rmSync(file)],
  ['the content of its manifest', MANIFEST, (file) => writeFileSync(file, 'garbage')],
  ['its CURRENT', CURRENT, (file) => rmSync(file)],
  ['the content of its CURRENT', CURRENT, (file) => writeFileSync(file, 'garbage\n')],
];

describe('a database with losses after a clean stop', () => {
  it.each(damages)('%s starts, and reports what remains', async (_name, kind, damage) => {
    const folder = await database();
    damage(fileOf(folder, kind));
    const { problems, items, entries } = await started(folder);
    expect(problems).toEqual([
      expect.stringMatching(
        new RegExp(`was damaged .*Of the 40 items at the last stop, ${items} are left`),
      ),
    ]);
    expect(entries).toBe(items);
  });

  it.each(damages)('%s is reported once, and a copy is kept', async (_name, kind, damage) => {
    const folder = await database();
    const file = fileOf(folder, kind);
    damage(file);
    const damaged = existsSync(file) ? readFileSync(file) : undefined;
    await started(folder);
    const kept = file.replace(folder, `${folder}.damaged-1`);
    expect(existsSync(kept) ? readFileSync(kept) : undefined).toEqual(damaged);
    expect((await started(folder)).problems).toEqual([]);
  });
});

describe('a damaged database without space for a copy of it', () => {
  it('is not changed until there is space', async () => {
    const folder = await database();
    rmSync(fileOf(folder, TABLE));
    const found = readdirSync(folder);
    fillDisk();
    await expect(started(folder)).rejects.toThrow(
      `${folder} is damaged and was not repaired, because copying it to ${folder}.damaged-1 ` +
        'failed (ENOSPC: no space left on device, write)',
    );
    jest.restoreAllMocks();
    expect(existsSync(`${folder}.damaged-1`)).toBe(false);
    expect(readdirSync(folder)).toEqual(found);
    const { problems } = await started(folder);
    expect(problems).toEqual([expect.stringContaining('Of the 40 items at the last stop')]);
  });
});

describe('a database whose process was killed', () => {
  it.each(damages.filter(([name]) => !/log$|table file$/.test(name) || name === 'half of its log'))(
    'with the loss of %s starts, and reports it',
    async (_name, kind, damage) => {
      const folder = await database();
      removeCleanStop(folder);
      damage(fileOf(folder, kind));
      const { problems, items, entries } = await started(folder);
      expect(problems).toEqual([expect.stringMatching(`was damaged .*${items} items can be read`)]);
      expect(entries).toBe(items);
    },
  );

  it('is complete, without a report', async () => {
    const folder = await database();
    removeCleanStop(folder);
    expect(await started(folder)).toEqual({ problems: [], items: 40, entries: 40 });
  });
});

describe('a database after a clean stop', () => {
  it('is complete, without a report', async () => {
    expect(await started(await database())).toEqual({ problems: [], items: 40, entries: 40 });
  });

  it('can be copied', async () => {
    const folder = await database();
    const copy = folders();
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
    expect(await started(copy)).toEqual({ problems: [], items: 40, entries: 40 });
  });
});
