/** What a kill leaves of a write to DynamoDB: dynalite's own operation, ended before it writes the item. */
import batchWriteItem from 'dynalite/actions/batchWriteItem';
import deleteItem from 'dynalite/actions/deleteItem';
import putItem from 'dynalite/actions/putItem';
import updateItem from 'dynalite/actions/updateItem';
import { create } from 'dynalite/db';
import { takeCleanStop } from '../services/dynamodb/clean-stop';

const actions = { batchWriteItem, deleteItem, putItem, updateItem };

export interface Write {
  readonly operation: keyof typeof actions;
  /** As in DynamoDB's protocol; `UpdateItem` takes `AttributeUpdates`. */
  readonly input: Readonly<Record<string, unknown>>;
  /** How many items it is of. @default 1 */
  readonly items?: number;
}

/**
 * Starts a write, and ends everything when the indexes are written and the items would be.
 *
 * @param folder of a database that nobody has open.
 * @throws what the operation refuses.
 */
export async function cutOffWrite(
  folder: string,
  tableName: string,
  { operation, input, items = 1 }: Write,
): Promise<void> {
  takeCleanStop(folder);
  const store = create({ path: folder });
  try {
    await new Promise<void>((resolve, reject) => {
      let left = items;
      const cutOff = () => {
        left -= 1;
        if (left === 0) resolve();
      };
      Object.assign(store.getItemDb(tableName), { put: cutOff, del: cutOff });
      actions[operation](store, input, reject);
    });
  } finally {
    await store.db.close();
  }
}
