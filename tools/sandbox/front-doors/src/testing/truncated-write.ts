/** Creates the remains of a DynamoDB write in damaged files: index entries without their items. */
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeCleanStop } from '@sandbox/services/dynamodb/clean-stop';
import { runDynalite } from '@sandbox/services/dynamodb/dynalite-operation';
import { KeyLocks } from '@sandbox/services/dynamodb/key-locks';
import { LevelDatabase } from '@sandbox/services/dynamodb/level-database';
import { Transaction } from '@sandbox/services/dynamodb/transaction';
import { accountId as account, region } from './account';

export interface Write {
  /** Such as `PutItem`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Executes a write without its items, and leaves the database with a log whose end is unreadable.
 *
 * @param folder of a database that is closed.
 * @throws the error of the operation.
 */
export async function truncatedWrite(folder: string, { operation, input }: Write): Promise<void> {
  removeCleanStop(folder);
  const database = await LevelDatabase.open(folder);
  const commit = database.commit.bind(database);
  Object.assign(database, {
    commit: (writes: Parameters<typeof commit>[0]) =>
      commit(writes.filter(({ key }) => !key.startsWith('item-'))),
  });
  try {
    await Transaction.run(database, new KeyLocks(), (transaction) =>
      runDynalite({ transaction, operation, account, region, input: structuredClone(input) }),
    );
  } finally {
    await database.close();
  }
  tearLog(folder);
}

/** Appends an incomplete record to the log of a closed database. */
export function tearLog(folder: string): void {
  const [log = ''] = readdirSync(folder).filter((name) => name.endsWith('.log'));
  appendFileSync(join(folder, log), 'half of a record');
}
