/** dynalite ships no types; these are of the part that is used here. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Times in milliseconds. */
  interface Options {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}

/** dynalite's store, and how it makes the keys of what it keeps there. */
declare module 'dynalite/db' {
  export interface Store {
    readonly db: Level;
    getItemDb(tableName: string): ItemDb;
  }

  /** The items of one table. */
  export interface ItemDb {
    put(key: string, item: Item, callback: (error?: unknown) => void): void;
    del(key: string, callback: (error?: unknown) => void): void;
  }

  /** LevelDB; what it keeps is JSON. */
  export interface Level {
    open(): Promise<void>;
    close(): Promise<void>;
    /** The JSON text at each key, undefined where nothing is. */
    getMany(
      keys: readonly string[],
      options: { readonly valueEncoding: 'utf8' },
    ): Promise<readonly (string | undefined)[]>;
    /** All or nothing, even over a kill. */
    batch(operations: readonly Operation[]): Promise<void>;
    iterator(range: Range): Iterator<readonly [key: string, value: unknown]>;
    keys(range: Range): Iterator<string>;
  }

  export interface Range {
    readonly gte: string;
    readonly lt: string;
    /** How much is read ahead, and so the most that `nextv` gives. */
    readonly highWaterMarkBytes: number;
  }

  export interface Iterator<Value> {
    /** At most as many as asked for; none at the end. */
    nextv(size: number): Promise<readonly Value[]>;
    close(): Promise<void>;
  }

  export type Operation =
    | { readonly type: 'put'; readonly key: string; readonly value: unknown }
    | { readonly type: 'del'; readonly key: string };

  /** Attribute values as DynamoDB's protocol has them. */
  export type Item = Readonly<Record<string, unknown>>;

  /** What `CreateTable` was given, with what dynalite adds. */
  export interface Table {
    readonly TableName: string;
    readonly LocalSecondaryIndexes?: readonly Index[] | undefined;
    readonly GlobalSecondaryIndexes?: readonly Index[] | undefined;
  }

  export interface Index {
    readonly IndexName: string;
  }

  /** What the write of an item does to the entries of indexes. */
  export interface IndexActions {
    readonly puts: readonly {
      readonly index: string;
      readonly key: string;
      readonly item: Item;
    }[];
    readonly deletes: readonly { readonly index: string; readonly key: string }[];
  }

  export function create(options: { readonly path: string }): Store;

  /** The key of an item, from any object that has the attributes of the table's key. */
  export function createKey(item: Item, table: Table): string;

  export function getIndexActions(
    indexes: readonly Index[],
    existingItem: Item | undefined,
    item: Item | undefined,
    table: Table,
  ): IndexActions;
}

/** An operation, without the checks of its request that come before. */
declare module 'dynalite/actions/*' {
  import type { Store } from 'dynalite/db';

  export default function action(
    store: Store,
    data: Readonly<Record<string, unknown>>,
    callback: (error: unknown) => void,
  ): void;
}
