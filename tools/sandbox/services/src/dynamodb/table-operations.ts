/** Table operations that dynalite lacks, or implements without some members of a table. */
import { z } from 'zod';
import type { Table } from 'dynalite/store';
import { runDynalite, type Input, type OperationProps } from './dynalite-operation';
import { isTable, prefixes } from './dynalite-store';
import { isRefusal, Refusal } from './refusal';
import { del, put, type ItemTransaction } from './transaction';

/**
 * Returns the operation's output as JSON text.
 *
 * @throws the rejection of the input (see `isRefusal`).
 */
export type TableOperation = (props: OperationProps) => Promise<string>;

const namedTable = z.object({ TableName: z.string() });

const NOT_NULL = 'Member must not be null';

function text(shortest: number, longest: number): z.ZodString {
  return z
    .string()
    .min(shortest, `Member must have length greater than or equal to ${shortest}`)
    .max(longest, `Member must have length less than or equal to ${longest}`);
}

const tags = z.array(z.object({ Key: text(1, 128), Value: text(0, 256) }));

const createTableInput = z.object({
  TableName: z.string().catch(''),
  DeletionProtectionEnabled: z.boolean().nullish(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).nullish(),
  Tags: tags.nullish(),
});

const createTable: TableOperation = async (props) => {
  const { transaction } = props;
  const { TableName, DeletionProtectionEnabled, TableClass, Tags } = parse(
    createTableInput,
    props.input,
  );
  const tableMembers = {
    DeletionProtectionEnabled: DeletionProtectionEnabled ?? false,
    ...(TableClass && { TableClassSummary: { TableClass } }),
  };
  const created = await runDynalite({ ...props, tableMembers }).catch((error: unknown) => {
    throw isInUse(error) ? Refusal.tableInUse(TableName) : error;
  });
  const prefix = prefixes.tags(TableName);
  await transaction.write((Tags ?? []).map(({ Key, Value }) => put(prefix + Key, Value)));
  return created;
};

/** dynalite's error does not contain the name of the table. */
function isInUse(error: unknown): boolean {
  return isRefusal(error) && String(error.body.__type).endsWith('#ResourceInUseException');
}

const deleteTable: TableOperation = async (props) => {
  const { transaction, input } = props;
  const { TableName } = input;
  if (typeof TableName === 'string') {
    const table = await transaction.get(prefixes.table + TableName);
    if (isTable(table) && table.DeletionProtectionEnabled) {
      throw Refusal.validation(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion ' +
          'protection first.',
      );
    }
    await transaction.write([del(prefixes.timeToLive + TableName)]);
  }
  return runDynalite(props);
};

const updateTableInput = z.object({
  TableName: z.string().catch(''),
  DeletionProtectionEnabled: z.boolean().nullish(),
  GlobalSecondaryIndexUpdates: z
    .array(z.object({ Update: z.unknown().optional() }))
    .nullish()
    .catch(undefined),
});

/**
 * A change of only the deletion protection is made here, since dynalite would reject it as no
 * change.
 */
const updateTable: TableOperation = async (props) => {
  const { DeletionProtectionEnabled, TableName, ...rest } = parse(updateTableInput, props.input);
  if (rest.GlobalSecondaryIndexUpdates?.some(({ Update }) => !Update)) {
    throw Refusal.validation('The sandbox does not add or delete indexes through UpdateTable');
  }
  if (typeof DeletionProtectionEnabled !== 'boolean') return runDynalite(props);
  const tableMembers = { DeletionProtectionEnabled };
  if (Object.keys(props.input).length > 2) return runDynalite({ ...props, tableMembers });
  const table = await lockedTable(props.transaction, TableName);
  const changed = { ...table, ...tableMembers };
  await props.transaction.write([put(prefixes.table + TableName, changed)]);
  return JSON.stringify({ TableDescription: changed });
};

const timeToLive = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({
    AttributeName: text(1, 255),
    Enabled: z.boolean(),
  }),
});

const storedTimeToLive = z.object({ AttributeName: z.string() }).optional();

/** Expired items are not deleted: DynamoDB itself takes up to a few days for that. */
const updateTimeToLive: TableOperation = async ({ input, transaction }) => {
  const { TableName, TimeToLiveSpecification } = parse(timeToLive, input);
  const { AttributeName, Enabled } = TimeToLiveSpecification;
  await lockedTable(transaction, TableName);
  const key = prefixes.timeToLive + TableName;
  const current = storedTimeToLive.parse(await transaction.get(key));
  if (!Enabled && !current) throw Refusal.validation('TimeToLive is already disabled');
  if (current && current.AttributeName !== AttributeName) {
    throw Refusal.validation(
      'TimeToLive is active on a different AttributeName: current AttributeName is ' +
        current.AttributeName,
    );
  }
  if (Enabled && current) throw Refusal.validation('TimeToLive is already enabled');
  await transaction.write([Enabled ? put(key, { AttributeName }) : del(key)]);
  return JSON.stringify({ TimeToLiveSpecification });
};

const describeTimeToLive: TableOperation = async ({ input, transaction }) => {
  const { TableName } = parse(namedTable, input);
  await existingTable(transaction, TableName);
  const current = storedTimeToLive.parse(await transaction.get(prefixes.timeToLive + TableName));
  return JSON.stringify({
    TimeToLiveDescription: current
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: current.AttributeName }
      : { TimeToLiveStatus: 'DISABLED' },
  });
};

/** dynalite does not validate tags. */
const tagResource: TableOperation = (props) => {
  parse(z.object({ Tags: tags.nullish() }), props.input);
  return runDynalite(props);
};

/**
 * dynalite reads the keys and then the values, which a change of tags between the two would mix up.
 */
const listTagsOfResource: TableOperation = async (props) => {
  await runDynalite(props);
  const prefix = prefixes.tags(String(props.input.ResourceArn).replace(/^.*\//, ''));
  const entries = await props.transaction.entries(prefix);
  const Tags = entries.map(([key, Value]) => ({ Key: key.slice(prefix.length), Value }));
  return JSON.stringify({ Tags });
};

/** The quotas of a new account. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const describeLimits: TableOperation = () =>
  Promise.resolve(
    JSON.stringify({
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    }),
  );

export const tableOperations: ReadonlyMap<string, TableOperation> = new Map([
  ['CreateTable', createTable],
  ['DeleteTable', deleteTable],
  ['UpdateTable', updateTable],
  ['UpdateTimeToLive', updateTimeToLive],
  ['DescribeTimeToLive', describeTimeToLive],
  ['DescribeLimits', describeLimits],
  ['TagResource', tagResource],
  ['ListTagsOfResource', listTagsOfResource],
]);

async function lockedTable(transaction: ItemTransaction, name: string): Promise<Table> {
  await transaction.lock(prefixes.table + name);
  return existingTable(transaction, name);
}

async function existingTable(transaction: ItemTransaction, name: string): Promise<Table> {
  const table = await transaction.get(prefixes.table + name);
  if (!isTable(table)) throw Refusal.tableNotFound(name);
  return table;
}

/**
 * Parses an input: a value of another type is a serialization error, a missing or invalid one a
 * validation error.
 */
function parse<Schema extends z.ZodType>(schema: Schema, input: Input): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const keys = issue?.path ?? [];
  const value = valueAt(input, keys) ?? undefined;
  if (value !== undefined && issue?.code === 'invalid_type') {
    throw Refusal.serialization(`${pathOf(keys)}: ${issue.message}`);
  }
  const [shown, constraint] =
    value === undefined
      ? ['null', NOT_NULL]
      : [`'${typeof value === 'string' ? value : JSON.stringify(value)}'`, issue?.message ?? ''];
  throw Refusal.validation(
    `1 validation error detected: Value ${shown} at '${pathOf(keys)}' failed to satisfy constraint: ` +
      constraint,
  );
}

/** Returns a path in DynamoDB's notation, such as `tags.1.member.key`. */
function pathOf(keys: readonly PropertyKey[]): string {
  const steps = keys.map((key) =>
    typeof key === 'number'
      ? `${key + 1}.member`
      : String(key).charAt(0).toLowerCase() + String(key).slice(1),
  );
  return steps.join('.');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : found),
    value,
  );
}
