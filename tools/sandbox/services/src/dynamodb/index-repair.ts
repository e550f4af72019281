/**
 * Makes the indexes of a database say what its items say, where its files were damaged.
 *
 * An item and the entries of its indexes are written at once, but a damaged file takes whatever was in
 * it: what is left may be an entry without its item, an item without its entry, or an entry with
 * attributes that its item does not have. In DynamoDB every index follows from the items, which are the
 * truth here too: items are only read, so that a kill while this works loses nothing, and the next
 * start does it again.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 */
import { getIndexActions } from 'dynalite/db';
import type { Index, Item, Table } from 'dynalite/store';
import { isTable, prefixes } from './dynalite-store';
import { assertIndexKeys } from './index-keys';
import type { KeyRange, LevelDatabase } from './level-database';
import { Refusal } from './refusal';
import { del, put } from './transaction';

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

/**
 * Adds the entries that items lack and removes those that no item has. The keys of a table have to fit
 * into memory, but not its items.
 */
export async function repairIndexes(database: LevelDatabase): Promise<void> {
  for await (const tables of database.values(under(prefixes.table))) {
    for (const index of tables.map(parsed).filter(isTable).flatMap(indexesOf)) {
      await removeOtherEntries(database, index, await addMissingEntries(database, index));
    }
  }
}

/** Writes the entries of a global index that has none yet. */
export async function fillIndex(
  database: LevelDatabase,
  table: Table,
  definition: Index,
): Promise<void> {
  await addMissingEntries(database, globalIndex(table, definition));
}

/** Removes all entries of a global index. */
export async function clearIndex(
  database: LevelDatabase,
  table: Table,
  definition: Index,
): Promise<void> {
  await removeOtherEntries(database, globalIndex(table, definition), new Set());
}

function globalIndex(table: Table, definition: Index): TableIndex {
  const alone = { ...table, LocalSecondaryIndexes: [], GlobalSecondaryIndexes: [definition] };
  const [index] = indexesOf(alone);
  if (index === undefined) throw new Error(`${table.TableName} has no index`);
  return index;
}

function indexesOf(table: Table): readonly TableIndex[] {
  const { TableName, LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = table;
  const ofType = (type: string, definitions: readonly Index[]): readonly TableIndex[] =>
    definitions.map((definition) => ({
      table,
      definition,
      itemPrefix: prefixes.items(TableName),
      entryPrefix: prefixes.index(type, TableName, definition.IndexName),
    }));
  return [...ofType('local', LocalSecondaryIndexes), ...ofType('global', GlobalSecondaryIndexes)];
}

/**
 * Also puts right the attributes of entries that a write cut off has changed in place.
 *
 * @returns the keys of all entries that the index should have.
 */
async function addMissingEntries(
  database: LevelDatabase,
  index: TableIndex,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const items of database.values(under(index.itemPrefix))) {
    const wanted = items
      .map(parsed)
      .filter(isItem)
      .flatMap((item) => entriesOf(item, index));
    const found = await database.getMany(wanted.map(({ key }) => key));
    // Both texts are of the same item, so their attributes have the same order.
    const missing = wanted.filter(({ value }, at) => JSON.stringify(value) !== found[at]);
    await database.commit(missing.map(({ key, value }) => put(key, value)));
    for (const { key } of wanted) keys.add(key);
  }
  return keys;
}

async function removeOtherEntries(
  database: LevelDatabase,
  { entryPrefix }: TableIndex,
  wanted: ReadonlySet<string>,
): Promise<void> {
  for await (const keys of database.keys(under(entryPrefix))) {
    await database.commit(keys.filter((key) => !wanted.has(key)).map(del));
  }
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null;
}

/**
 * The entry that dynalite writes for an item; none where the item lacks an attribute of the index's key, or has one
 * that can't be its key.
 */
function entriesOf(item: Item, { definition, table, entryPrefix }: TableIndex): readonly Entry[] {
  if (!fitsIndex(item, table, definition)) return [];
  const { puts } = getIndexActions([definition], undefined, item, table);
  return puts.map((put) => ({ key: entryPrefix + put.key, value: put.item }));
}

function fitsIndex(item: Item, table: Table, definition: Index): boolean {
  const alone = { ...table, LocalSecondaryIndexes: [], GlobalSecondaryIndexes: [definition] };
  try {
    assertIndexKeys(alone, item, 'PutItem');
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** All of the database whose keys begin so; `~` is the last but one character of ASCII. */
function under(prefix: string): KeyRange {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\x7f` };
}

/** Undefined where it can't be read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
