/**
 * Completes table operations that a kill has interrupted: a table that was being created becomes
 * active, one that was being deleted is removed. ARNs of another Region or account are replaced by
 * those of the current ones.
 */
import { isTable, prefixes } from './dynalite-store';
import type { LevelDatabase } from './level-database';
import { del, put } from './transaction';

const ARN = /arn:aws:dynamodb:[a-z0-9-]+:\d{12}:/g;

/** @param arnPrefix such as `arn:aws:dynamodb:eu-central-1:111111111111:`. */
export async function settleTables(database: LevelDatabase, arnPrefix: string): Promise<void> {
  const range = { gte: prefixes.table, lt: `${prefixes.table.slice(0, -1)}\x7f` };
  for await (const entries of database.entries(range)) {
    const changed = entries.flatMap(([key, text]) => {
      const table: unknown = JSON.parse(text.replace(ARN, arnPrefix));
      if (!isTable(table) || table.TableStatus === 'DELETING') return [del(key)];
      const { GlobalSecondaryIndexes } = table;
      const settled = {
        DeletionProtectionEnabled: false,
        ...table,
        TableStatus: 'ACTIVE',
        ...(GlobalSecondaryIndexes && {
          GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
            ...index,
            IndexStatus: 'ACTIVE',
          })),
        }),
      };
      return JSON.stringify(settled) === text ? [] : [put(key, settled)];
    });
    await database.commit(changed);
  }
}
