/**
 * Makes the indexes of a database say what its items say, after a process was killed while it wrote.
 *
 * dynalite writes the entries of indexes first and then the item, one by one. A kill in between leaves
 * an entry whose item was never acknowledged, an item without its entry, or an entry with attributes
 * that its item does not have. In DynamoDB every index follows from the items, which are the truth
 * here too: items are only read, so that a kill while this works loses nothing, and the next start
 * does it again.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 */
import {
  create,
  getIndexActions,
  type Index,
  type Item,
  type Iterator,
  type Level,
  type Range,
  type Table,
} from 'dynalite/db';
import { z } from 'zod';

interface Entry {
  readonly key: string;
  readonly value: Item;
}

/** An index of a table, and where dynalite keeps both in its store. */
interface TableIndex {
  readonly table: Table;
  readonly definition: Index;
  readonly itemPrefix: string;
  readonly entryPrefix: string;
}

/** What is read at once: of a large table, the keys have to fit into memory, but not the items. */
const CHUNK_ENTRIES = 500;
const CHUNK_BYTES = 1024 * 1024;

const indexes = z.array(z.looseObject({ IndexName: z.string() })).optional();

/** The rest of a table is dynalite's own, which gets it back as it was. */
const tableSchema = z.looseObject({
  TableName: z.string(),
  LocalSecondaryIndexes: indexes,
  GlobalSecondaryIndexes: indexes,
});

/**
 * Adds the entries that items lack and removes those that no item has.
 *
 * @param folder of a database that nobody has open.
 * @throws {Error} when it can't be opened as a database.
 */
export async function repairIndexes(folder: string): Promise<void> {
  const { db } = create({ path: folder });
  try {
    await opened(db, folder);
    for await (const tables of chunksOf(db.iterator(under('table~')))) {
      for (const index of tables.flatMap(([, table]) => indexesOf(tableSchema.parse(table)))) {
        await removeOtherEntries(db, index, await addMissingEntries(db, index));
      }
    }
  } finally {
    await db.close();
  }
}

async function opened(db: Level, folder: string): Promise<void> {
  try {
    await db.open();
  } catch (cause) {
    throw new Error(`${folder} can't be opened as a database`, { cause });
  }
}

function indexesOf(table: Table): readonly TableIndex[] {
  const { TableName, LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = table;
  const ofType = (type: string, definitions: readonly Index[]): readonly TableIndex[] =>
    definitions.map((definition) => ({
      table,
      definition,
      itemPrefix: `item-${TableName}~`,
      entryPrefix: `index-${type}~${TableName}~${definition.IndexName}~`,
    }));
  return [...ofType('local', LocalSecondaryIndexes), ...ofType('global', GlobalSecondaryIndexes)];
}

/**
 * Also puts right the attributes of entries that a write cut off has changed in place.
 *
 * @returns the keys of all entries that the index should have.
 */
async function addMissingEntries(db: Level, index: TableIndex): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const items of chunksOf(db.iterator(under(index.itemPrefix)))) {
    const wanted = items.flatMap(([, item]) => (isItem(item) ? entriesOf(item, index) : []));
    const found = await db.getMany(
      wanted.map(({ key }) => key),
      { valueEncoding: 'utf8' },
    );
    // Both texts are of the same item, so their attributes have the same order.
    const missing = wanted.filter(({ value }, at) => JSON.stringify(value) !== found[at]);
    await db.batch(missing.map((entry) => ({ type: 'put', ...entry })));
    for (const { key } of wanted) keys.add(key);
  }
  return keys;
}

async function removeOtherEntries(
  db: Level,
  { entryPrefix }: TableIndex,
  wanted: ReadonlySet<string>,
): Promise<void> {
  for await (const keys of chunksOf(db.keys(under(entryPrefix)))) {
    const orphaned = keys.filter((key) => !wanted.has(key));
    await db.batch(orphaned.map((key) => ({ type: 'del', key })));
  }
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null;
}

/** The entry that dynalite writes for an item; none where the item lacks an attribute of the index's key. */
function entriesOf(item: Item, { definition, table, entryPrefix }: TableIndex): readonly Entry[] {
  const { puts } = getIndexActions([definition], undefined, item, table);
  return puts.map((put) => ({ key: entryPrefix + put.key, value: put.item }));
}

/** All of the store whose keys, which are ASCII, begin so. */
function under(prefix: string): Range {
  return { gte: prefix, lt: `${prefix}\x7f`, highWaterMarkBytes: CHUNK_BYTES };
}

async function* chunksOf<Value>(iterator: Iterator<Value>): AsyncGenerator<readonly Value[]> {
  try {
    for (;;) {
      const chunk = await iterator.nextv(CHUNK_ENTRIES);
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await iterator.close();
  }
}
