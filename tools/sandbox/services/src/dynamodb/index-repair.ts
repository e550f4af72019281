/**
 * Makes the indexes of a database consistent with its items after its files were damaged.
 *
 * An item and its index entries are written atomically, but a damaged file loses part of its
 * content: the result may be an entry without its item, an item without its entry, or an entry with
 * attributes that its item does not have. In DynamoDB every index is derived from the items, and so
 * it is here: items are only read, so that a kill during the repair loses nothing, and the next
 * start repeats it.
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

/** An index of a table, and the prefixes of both in dynalite's store. */
interface TableIndex {
  readonly table: Table;
  readonly definition: Index;
  readonly itemPrefix: string;
  readonly entryPrefix: string;
}

/**
 * Adds missing entries of items, and removes entries without an item. The keys of a table have to
 * fit into memory, but not its items.
 */
export async function repairIndexes(database: LevelDatabase): Promise<void> {
  for await (const tables of database.values(under(prefixes.table))) {
    for (const index of tables.map(parsed).filter(isTable).flatMap(indexesOf)) {
      await removeOtherEntries(database, index, await addMissingEntries(database, index));
    }
  }
}

/** Writes the entries of a new global index. */
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
 * Also corrects the attributes of entries that differ from the item.
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
    // Both texts are from the same item, so their attributes have the same order.
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
 * Returns the entry that dynalite writes for an item; none if the item lacks a valid attribute for
 * the index's key.
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

/** Returns all entries with a key prefix; `~` is the last ASCII character but one. */
function under(prefix: string): KeyRange {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\x7f` };
}

/** Returns undefined if it can't be parsed. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
