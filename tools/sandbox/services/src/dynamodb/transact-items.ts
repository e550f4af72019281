/**
 * Transactions: actions on up to 100 items, all of which are done, or none. Every item is locked until the
 * whole transaction is on disk, so that transactions and writes of single items come one after the other;
 * where AWS cancels one because of a conflict, one here waits for the other.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
import { createKey, itemSize } from 'dynalite/db';
import type { Table } from 'dynalite/store';
import { z } from 'zod';
import { fingerprint, isRepeated } from './client-tokens';
import { prepareDynalite, type OperationProps } from './dynalite-operation';
import { isTable, prefixes } from './dynalite-store';
import { isRefusal, Refusal, type CancellationReason } from './refusal';
import type { TableOperation } from './table-operations';
import { transactInput, type Action, type ActionKind } from './transact-input';
import type { ItemTransaction } from './transaction';

/** The operation on one item that does what an action asks for. */
const OPERATIONS: Readonly<Record<ActionKind, string>> = {
  ConditionCheck: 'DeleteItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

/** Bytes of all items together. */
const MAX_SIZE = 4 * 1024 * 1024;

const TOO_LARGE = 'The aggregate size of the items in the transaction cannot exceed 4 MB';

const transactWriteItems: TableOperation = async (props) => {
  // Its own to change, which the checks do.
  const request = fingerprint(props.input);
  const { actions, token } = transactInput(props);
  const run = await prepared(actions, props);
  if (token !== undefined && (await isRepeated(props.transaction, token, request))) return '{}';
  const outputs = await allOrNone(run);
  return JSON.stringify(capacityOf(outputs));
};

const transactGetItems: TableOperation = async (props) => {
  const { actions } = transactInput(props);
  const run = await prepared(actions, props);
  const outputs = await allOrNone(run);
  assertSize(outputs.flatMap(({ Item }) => (Item === undefined ? [] : [Item])));
  return JSON.stringify({
    Responses: outputs.map(({ Item }) => (Item === undefined ? {} : { Item })),
    ...capacityOf(outputs),
  });
};

export const transactOperations: ReadonlyMap<string, TableOperation> = new Map([
  ['TransactWriteItems', transactWriteItems],
  ['TransactGetItems', transactGetItems],
]);

/** What an action does, once all of them are known to be allowed. */
type Run = () => Promise<string>;

/**
 * Checks every action, and locks its item.
 *
 * @throws {Refusal} where the request is none, a table is not there, or an item is in it twice.
 */
async function prepared(
  actions: readonly Action[],
  props: OperationProps,
): Promise<readonly Run[]> {
  const { transaction } = props;
  const runs = actions.map(({ kind, input }) =>
    prepareDynalite({
      ...props,
      operation: OPERATIONS[kind],
      transaction: kind === 'ConditionCheck' ? withoutWrites(transaction) : transaction,
      input: structuredClone(input),
    }),
  );
  assertSize(actions.filter(({ kind }) => kind === 'Put').map(({ keyed }) => keyed));
  const keys = new Set<string>();
  for (const action of actions) {
    const key = keyOf(action, await tableOf(action, transaction));
    if (key === undefined) continue;
    if (keys.has(key)) {
      throw Refusal.validation(
        'Transaction request cannot include multiple operations on one item',
      );
    }
    keys.add(key);
  }
  for (const key of keys) await transaction.lock(key);
  return runs;
}

async function tableOf({ table }: Action, transaction: ItemTransaction): Promise<Table> {
  const found = await transaction.get(prefixes.table + table);
  if (!isTable(found)) throw Refusal.resourceNotFound();
  return found;
}

/** Where the item is; undefined where the key is not of the table's, which running the action tells. */
function keyOf({ table: name, keyed }: Action, table: Table): string | undefined {
  const isWhole = table.KeySchema.every(({ AttributeName }) => {
    const type = table.AttributeDefinitions.find((each) => each.AttributeName === AttributeName);
    return keySchema(type?.AttributeType ?? '').safeParse(keyed[AttributeName]).success;
  });
  return isWhole ? prefixes.items(name) + createKey(keyed, table) : undefined;
}

function keySchema(type: string): z.ZodType {
  return z.looseObject({ [type]: z.string().min(1) });
}

/** @throws {Refusal} with a reason for each action, when one of them can't be done. */
async function allOrNone(runs: readonly Run[]): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  const reasons: CancellationReason[] = [];
  for (const run of runs) {
    try {
      outputs.push(output.parse(JSON.parse(await run())));
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (reasons.some(({ Code }) => Code !== 'None')) throw Refusal.transactionCanceled(reasons);
  return outputs;
}

const refusalBody = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Item: z.unknown().optional(),
});

/** @throws what is no fault of the action. */
function reasonOf(error: unknown): CancellationReason {
  const refusal = isRefusal(error) ? refusalBody.safeParse(error.body).data : undefined;
  const name = refusal?.__type.split('#')[1];
  const Message = refusal?.message ?? '';
  if (name === 'ConditionalCheckFailedException') {
    const Item = refusal?.Item;
    return {
      Code: 'ConditionalCheckFailed',
      Message,
      ...(Item === undefined ? {} : { Item }),
    };
  }
  if (name === 'ValidationException') return { Code: 'ValidationError', Message };
  throw error;
}

/** For a condition that is checked without a change. */
function withoutWrites(transaction: ItemTransaction): ItemTransaction {
  return {
    get: (key) => transaction.get(key),
    entries: (prefix) => transaction.entries(prefix),
    keys: (range) => transaction.keys(range),
    values: (range) => transaction.values(range),
    lock: (key) => transaction.lock(key),
    write: () => Promise.resolve(),
  };
}

const item = z.record(z.string(), z.unknown());
const output = z.object({
  Item: item.optional(),
  ConsumedCapacity: z.object({ TableName: z.string(), CapacityUnits: z.number() }).optional(),
});

type Output = z.output<typeof output>;

/** Of each table, in the order of the actions: a transaction reads or writes each item twice. */
function capacityOf(outputs: readonly Output[]): object {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity } of outputs) {
    if (ConsumedCapacity === undefined) continue;
    const { TableName, CapacityUnits } = ConsumedCapacity;
    units.set(TableName, (units.get(TableName) ?? 0) + 2 * CapacityUnits);
  }
  if (units.size === 0) return {};
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({
      TableName,
      CapacityUnits,
    })),
  };
}

function assertSize(items: readonly z.output<typeof item>[]): void {
  const bytes = items.reduce((sum, each) => sum + itemSize(each), 0);
  if (bytes > MAX_SIZE) throw Refusal.validation(TOO_LARGE);
}
