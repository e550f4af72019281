/** dynalite has no types; these are for the parts that are used here. */

/** The store that dynalite's operations read and write, with the interface of `dynalite/db`. */
declare module 'dynalite/store' {
  /** Called once, with an error or with a result. */
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

  /** Returns a callback that releases the lock and then calls the given one. */
  export type Release = (callback: Callback<unknown>) => Callback<unknown>;

  export interface Range {
    readonly gt?: string;
    readonly gte?: string;
    readonly lt?: string;
    readonly lte?: string;
    readonly reverse?: boolean;
    /** Unlimited if negative. */
    readonly limit?: number;
  }

  export type Operation =
    | { readonly type: 'put'; readonly key: string; readonly value: unknown }
    | { readonly type: 'del'; readonly key: string };

  /** Attribute values in DynamoDB JSON. */
  export type Item = Readonly<Record<string, unknown>>;

  /** The input of `CreateTable`, with the members that dynalite adds. */
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

  /** Returns the changes of index entries for the write of an item. */
  export interface IndexActions {
    readonly puts: readonly {
      readonly index: string;
      readonly key: string;
      readonly item: Item;
    }[];
    readonly deletes: readonly { readonly index: string; readonly key: string }[];
  }

  /** Returns the key of an item, from any object with the table's key attributes. */
  export function createKey(item: Item, table: Table): string;

  /** Returns the size in bytes, as DynamoDB counts them. */
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
   * @throws an error with `statusCode` and `body` for a value of another type.
   */
  export function checkTypes(input: Input, types: Input): Input;

  /** Returns the error of an attribute value; undefined if it is valid. */
  export function validateAttributeValue(value: Input): string | undefined;

  /**
   * @throws an error with `statusCode` and `body` for a value that the operation does not allow.
   */
  export function checkValidations(input: Input, types: Input, custom: unknown, store: Store): void;
}

/** The types of an operation's input. */
declare module 'dynalite/validations/*' {
  export const types: Readonly<Record<string, unknown>>;
  export const custom: unknown;
}

/** An operation, without the validation of its input. */
declare module 'dynalite/actions/*' {
  import type { Callback, Store } from 'dynalite/store';

  export default function action(
    store: Store,
    input: Readonly<Record<string, unknown>>,
    callback: Callback<unknown>,
  ): void;
}
