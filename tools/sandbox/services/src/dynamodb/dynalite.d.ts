/** dynalite ships no types; these are of the part that is used here. */

/** What dynalite's operations read and write: a store like that of `dynalite/db`. */
declare module 'dynalite/store' {
  /** Called once: with an error, or with a result. */
  export type Callback<Result = void> = (error?: unknown, result?: Result) => void;

  export interface Store {
    readonly options: {
      readonly maxItemSize: number;
      readonly createTableMs: number;
      readonly deleteTableMs: number;
      readonly updateTableMs: number;
    };
    readonly tableDb: SubDatabase & { readonly awsAccountId: string; readonly awsRegion: string };
    getTable(name: string, callback: Callback<Table>): void;
    getTable(name: string, checkStatus: boolean, callback: Callback<Table>): void;
    getItemDb(table: string): SubDatabase;
    deleteItemDb(table: string, callback: Callback): void;
    /** @param type `Local` or `Global`. */
    getIndexDb(type: string, table: string, index: string): SubDatabase;
    deleteIndexDb(type: string, table: string, index: string, callback: Callback): void;
    getTagDb(table: string): SubDatabase;
    deleteTagDb(table: string, callback: Callback): void;
  }

  /** The entries of one table, index or kind. */
  export interface SubDatabase {
    get(key: string, callback: Callback<unknown>): void;
    put(key: string, value: unknown, callback: Callback): void;
    del(key: string, callback: Callback): void;
    batch(operations: readonly Operation[], callback: Callback): void;
    lock(key: string, locked: (release: Release) => void): void;
    createKeyStream(range?: Range): NodeJS.EventEmitter;
    createValueStream(range?: Range): NodeJS.EventEmitter;
  }

  /** Returns a callback that frees the lock and then calls the given one. */
  export type Release = (callback: Callback<unknown>) => Callback<unknown>;

  export interface Range {
    readonly gt?: string;
    readonly gte?: string;
    readonly lt?: string;
    readonly lte?: string;
    readonly reverse?: boolean;
    /** All where it is negative. */
    readonly limit?: number;
  }

  export type Operation =
    | { readonly type: 'put'; readonly key: string; readonly value: unknown }
    | { readonly type: 'del'; readonly key: string };

  /** Attribute values as DynamoDB's protocol has them. */
  export type Item = Readonly<Record<string, unknown>>;

  /** What `CreateTable` was given, with what dynalite adds. */
  export interface Table {
    readonly TableName: string;
    readonly TableStatus: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly AttributeDefinitions: readonly AttributeDefinition[];
    readonly LocalSecondaryIndexes?: readonly Index[] | undefined;
    readonly GlobalSecondaryIndexes?: readonly Index[] | undefined;
    readonly DeletionProtectionEnabled?: boolean | undefined;
  }

  export interface Index {
    readonly IndexName: string;
    readonly KeySchema: readonly KeySchemaElement[];
  }

  export interface KeySchemaElement {
    readonly AttributeName: string;
    readonly KeyType: string;
  }

  export interface AttributeDefinition {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }
}

declare module 'dynalite/db' {
  import type { Index, Item, Table } from 'dynalite/store';

  /** What the write of an item does to the entries of indexes. */
  export interface IndexActions {
    readonly puts: readonly {
      readonly index: string;
      readonly key: string;
      readonly item: Item;
    }[];
    readonly deletes: readonly { readonly index: string; readonly key: string }[];
  }

  /** The key of an item, from any object that has the attributes of the table's key. */
  export function createKey(item: Item, table: Table): string;

  /** Bytes, as DynamoDB counts them. */
  export function itemSize(item: Item): number;

  export function getIndexActions(
    indexes: readonly Index[],
    existingItem: Item | undefined,
    item: Item | undefined,
    table: Table,
  ): IndexActions;
}

declare module 'dynalite/validations' {
  import type { Store } from 'dynalite/store';

  type Input = Readonly<Record<string, unknown>>;

  /**
   * Returns the known members of an input.
   *
   * @throws an error with `statusCode` and `body` at a value of another type.
   */
  export function checkTypes(input: Input, types: Input): Input;

  /** Returns what is wrong with an attribute's value; undefined where nothing is. */
  export function validateAttributeValue(value: Input): string | undefined;

  /** @throws an error with `statusCode` and `body` at a value that the operation does not allow. */
  export function checkValidations(input: Input, types: Input, custom: unknown, store: Store): void;
}

/** What an operation's input may be. */
declare module 'dynalite/validations/*' {
  export const types: Readonly<Record<string, unknown>>;
  export const custom: unknown;
}

/** An operation, without the checks of its input that come before. */
declare module 'dynalite/actions/*' {
  import type { Callback, Store } from 'dynalite/store';

  export default function action(
    store: Store,
    input: Readonly<Record<string, unknown>>,
    callback: Callback<unknown>,
  ): void;
}
