/**
 * Adds indexes to tables with items, and removes them. Nothing else may use the database meanwhile.
 *
 * A kill leaves at most entries of an index that no table has; they are removed before an index
 * with that name is filled.
 */
import type { AttributeDefinition, Index, Table } from 'dynalite/store';
import { isTable, prefixes } from './dynalite-store';
import { clearIndex, fillIndex } from './index-repair';
import type { LevelDatabase } from './level-database';
import { put } from './transaction';

/** An index to add or remove, with the resulting attribute definitions of the table. */
export interface IndexChange {
  readonly table: string;
  readonly kind: 'add' | 'remove';
  readonly index: Index;
  readonly attributeDefinitions: readonly AttributeDefinition[];
}

/**
 * Items whose attribute is of another type than the index's key, or empty, are not in the index, as in DynamoDB.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.ViolationDetection.html
 */
export async function changeIndex(database: LevelDatabase, change: IndexChange): Promise<void> {
  const key = prefixes.table + change.table;
  const text = await database.get(key);
  const table: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isTable(table)) throw new Error(`table ${change.table} does not exist`);
  const { IndexName } = change.index;
  const others = (table.GlobalSecondaryIndexes ?? []).filter((one) => one.IndexName !== IndexName);
  const described = { ...table, AttributeDefinitions: change.attributeDefinitions };
  if (change.kind === 'remove') {
    await database.commit([put(key, withIndexes(described, others))]);
    await clearIndex(database, table, change.index);
    return;
  }
  const changed = withIndexes(described, [...others, describedIndex(table, change.index)]);
  await clearIndex(database, changed, change.index);
  await fillIndex(database, changed, change.index);
  await database.commit([put(key, changed)]);
}

/** A table without indexes lacks this member. */
function withIndexes(table: Table, indexes: readonly Index[]): Table {
  return { ...table, GlobalSecondaryIndexes: indexes.length === 0 ? undefined : indexes };
}

/** Returns the description with the members that dynalite sets for an index of a new table. */
function describedIndex(table: Table, index: Index): Index {
  return {
    ...index,
    ...{ IndexArn: `${tableArn(table)}/index/${index.IndexName}`, IndexSizeBytes: 0, ItemCount: 0 },
    IndexStatus: 'ACTIVE',
    ProvisionedThroughput: {
      ReadCapacityUnits: 0,
      WriteCapacityUnits: 0,
      NumberOfDecreasesToday: 0,
    },
  } as Index;
}

function tableArn(table: Table): string {
  return 'TableArn' in table ? String(table.TableArn) : table.TableName;
}
