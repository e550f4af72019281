/**
 * Transactions of up to 100 actions, of which all are executed or none. Every item is locked until
 * the whole transaction is on disk, so that transactions and writes of single items are serialized;
 * where AWS cancels a transaction because of a conflict, one waits for the other here.
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

/** The single-item operation of each type of action. */
const OPERATIONS: Readonly<Record<ActionKind, string>> = {
  ConditionCheck: 'DeleteItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

/** The maximum bytes of all items together. */
const MAX_SIZE = 4 * 1024 * 1024;

const TOO_LARGE = 'The aggregate size of the items in the transaction cannot exceed 4 MB';

const transactWriteItems: TableOperation = async (props) => {
  // A copy, since the checks modify it.
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

/** Executes an action after all actions have been checked. */
type Run = () => Promise<string>;

/**
 * Validates every action, and locks its item.
 *
 * @throws {Refusal} when the request is invalid, a table does not exist, or an item occurs twice.
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

/**
 * Returns the key of the item in the database; undefined if it does not match the table's schema,
 * which the action reports.
 */
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

/** @throws {Refusal} with a reason for each action, when one of them fails. */
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

/** @throws errors that the action did not cause. */
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

/** The operation of a condition check, which changes nothing. */
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

/**
 * Returns the consumed capacity of each table, in the order of the actions; a transaction reads or
 * writes each item twice.
 */
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
