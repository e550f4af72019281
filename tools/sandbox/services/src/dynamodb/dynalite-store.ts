/**
 * A transaction with the interface of dynalite's store, which its operations use.
 *
 * dynalite's own store has three defects: it leaves an iterator open after each query (ADR-0032 has
 * the patch), it writes an item and its index entries one by one, and an error in one of its
 * callbacks ends the process.
 */
import type { Callback, Store, Table } from 'dynalite/store';
import { assertIndexKeys } from './index-keys';
import { Refusal } from './refusal';
import { SubDatabaseView } from './sub-database-view';
import type { ItemTransaction } from './transaction';

/** The maximum size of an item in bytes. */
export const MAX_ITEM_SIZE = 400 * 1024;

/** The key prefixes of the types of entries. Names of tables and indexes can't contain `~`. */
export const prefixes = {
  table: 'table~',
  timeToLive: 'time-to-live~',
  clientToken: 'client-token~',
  items: (table: string) => `item-${table}~`,
  index: (type: string, table: string, index: string) =>
    `index-${type.toLowerCase()}~${table}~${index}~`,
  tags: (table: string) => `tag-${table}~`,
};

export interface StoreProps {
  readonly transaction: ItemTransaction;
  /** Such as `PutItem`. */
  readonly operation: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Additional members of created or updated tables that dynalite does not support. @default none
   */
  readonly tableMembers?: Readonly<Partial<Table>>;
  /** Called with errors that dynalite throws in a callback. */
  readonly fail: (error: unknown) => void;
  /** Called with the item read at a key; undefined if there is none. */
  readonly onItem: (item: unknown) => void;
}

export function dynaliteStore(props: StoreProps): Store {
  const { account: awsAccountId, region: awsRegion, operation, onItem } = props;
  const tables = new Map<string, Table>();
  const open = (prefix: string) => new SubDatabaseView(props, prefix);
  const tableDb = Object.assign(open(prefixes.table), { awsAccountId, awsRegion });
  const items = (name: string) =>
    new SubDatabaseView(props, prefixes.items(name), {
      onGet: onItem,
      beforePut: (item) => assertIndexKeys(tables.get(name), item, operation),
    });
  return {
    options: { maxItemSize: MAX_ITEM_SIZE, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 },
    tableDb,
    getTable(name: string, ...rest: [Callback<Table>] | [boolean, Callback<Table>]) {
      const [checkStatus, callback] = rest.length === 1 ? [true, rest[0]] : rest;
      tableDb.get(name, (error, found) => {
        if (error !== undefined && error !== null) return callback(error);
        if (!isTable(found)) return callback(notFound(name, checkStatus));
        if (checkStatus && !isUsable(found)) return callback(notFound(name, checkStatus));
        const table = { ...found, ...props.tableMembers };
        tables.set(name, table);
        return callback(null, table);
      });
    },
    getItemDb: items,
    deleteItemDb: (table, callback) => items(table).clear(callback),
    getIndexDb: (type, table, index) => open(prefixes.index(type, table, index)),
    deleteIndexDb: (type, table, index, callback) =>
      open(prefixes.index(type, table, index)).clear(callback),
    getTagDb: (table) => open(prefixes.tags(table)),
    deleteTagDb: (table, callback) => open(prefixes.tags(table)).clear(callback),
  };
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'TableStatus' in value;
}

function isUsable({ TableStatus }: Table): boolean {
  return TableStatus !== 'CREATING' && TableStatus !== 'DELETING';
}

/** The name by which dynalite recognizes a missing entry. */
function notFound(name: string, checkStatus: boolean): Error {
  const refusal = checkStatus ? Refusal.resourceNotFound() : Refusal.tableNotFound(name);
  return Object.assign(refusal, { name: 'NotFoundError' });
}
