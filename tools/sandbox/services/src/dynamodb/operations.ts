/**
 * The operations of DynamoDB, which are authorized here and executed by the database.
 *
 * Operations that are not emulated (PartiQL, backups, …) are reported as unknown.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_dynamodb.html
 */
import { z } from 'zod';
import type { ApiCall } from '../aws-api/api-call';
import { authorizeCall } from '../aws-api/authorization';
import { ApiError } from '../aws-api/api-error';
import { WireOutput } from '../aws-api/api-response';
import { conditionKeys } from './condition-keys';
import { operation, type Operation, type Operations } from '../aws-api/operation';
import type { AccountWith } from '../services';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'dynamodb'>;

type Call = ApiCall<Owner>;

const tableInput = z.looseObject({
  TableName: z.string(),
  IndexName: z.string().optional().catch(undefined),
});

const batchInput = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });

const taggedInput = z.looseObject({ ResourceArn: z.string() });

const TABLE_OPERATIONS = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'CreateTable',
  'DescribeTable',
  'UpdateTable',
  'DeleteTable',
  'DescribeTimeToLive',
  'UpdateTimeToLive',
];
const BATCH_OPERATIONS = ['BatchGetItem', 'BatchWriteItem'];
/** The permission that each action of a transaction needs. */
const TRANSACT_ACTIONS: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};
const TRANSACT_OPERATIONS = ['TransactGetItems', 'TransactWriteItems'];
const TAG_OPERATIONS = ['TagResource', 'UntagResource', 'ListTagsOfResource'];

/** The access of an operation to one table. */
interface TableAccess {
  /** Its name, or its ARN. */
  readonly table: string;
  readonly index?: string | undefined;
  /** The operation's input, or its parts for single items of this table. */
  readonly requests: readonly unknown[];
  /** The operation that contains this access. @default none */
  readonly enclosing?: string;
}

const onTable = (name: string) =>
  operation(tableInput, (input, call: Call) =>
    onTables(name, [{ table: input.TableName, index: input.IndexName, requests: [input] }], call),
  );

const onBatch = (name: string) =>
  operation(batchInput, (input, call: Call) => {
    const tables = Object.entries(input.RequestItems).map(([table, requests]) => ({
      table,
      requests: itemRequests(requests),
    }));
    return onTables(name, tables, call);
  });

const transactInput = z.looseObject({
  TransactItems: z.array(z.record(z.string(), z.unknown())).catch([]),
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const onTransaction = (name: string) =>
  operation(transactInput, async ({ TransactItems }, call: Call) => {
    for (const [kind, action] of TransactItems.flatMap((item) => Object.entries(item))) {
      const table = tableInput.safeParse(action).data?.TableName;
      const needed = TRANSACT_ACTIONS[kind];
      // Inputs without a table or an action are rejected by DynamoDB.
      if (table === undefined || needed === undefined) continue;
      await authorizeTable(needed, { table, requests: [action], enclosing: name }, call);
    }
    return handled(name, call);
  });

const onTagged = (name: string) =>
  operation(taggedInput, (input, call: Call) =>
    onTables(name, [{ table: input.ResourceArn, requests: [] }], call),
  );

const listTables = operation(z.looseObject({}), (_input, call: Call) => {
  const { region, id } = call.account;
  const resource = `arn:aws:dynamodb:${region}:${id}:table/*`;
  authorizeCall(call, { action: 'dynamodb:ListTables', resource });
  return isHome(call) ? handled('ListTables', call) : { TableNames: [] };
});

const describeLimits = operation(z.looseObject({}), (_input, call: Call) => {
  authorizeCall(call, { action: 'dynamodb:DescribeLimits', resource: '*' });
  return handled('DescribeLimits', call);
});

/** The endpoint that the caller already uses, since there is no other one here. */
const describeEndpoints = operation(z.looseObject({}), (_input, call: Call) => {
  authorizeCall(call, { action: 'dynamodb:DescribeEndpoints', resource: '*' });
  const Address = call.request.headers.host ?? '';
  return { Endpoints: [{ Address, CachePeriodInMinutes: 1440 }] };
});

export const dynamoDbOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ...TABLE_OPERATIONS.map((name) => [name, onTable(name)] as const),
  ...BATCH_OPERATIONS.map((name) => [name, onBatch(name)] as const),
  ...TRANSACT_OPERATIONS.map((name) => [name, onTransaction(name)] as const),
  ...TAG_OPERATIONS.map((name) => [name, onTagged(name)] as const),
  ['ListTables', listTables],
  ['DescribeLimits', describeLimits],
  ['DescribeEndpoints', describeEndpoints],
]);

async function onTables(
  name: string,
  tables: readonly TableAccess[],
  call: Call,
): Promise<WireOutput> {
  for (const table of tables) await authorizeTable(name, table, call);
  return handled(name, call);
}

/**
 * Returns the account's tables; an account has none in other Regions, and can't create any there.
 */
function isHome({ account, caller }: Call): boolean {
  return account.region === caller.account.region;
}

async function handled(name: string, { account, request }: Call): Promise<WireOutput> {
  return new WireOutput(await account.dynamodb.handle(name, request.body));
}

async function authorizeTable(name: string, access: TableAccess, call: Call): Promise<void> {
  const { account } = call;
  const { tableArn, tableName, owner, region } = located(access.table, call);
  const isOwn = owner === account.id && region === account.region && isHome(call);
  const partitionKey = isOwn
    ? await account.dynamodb.partitionKey(tableName, access.index)
    : undefined;
  const tags = isOwn ? await account.dynamodb.tags.of(tableArn) : undefined;
  authorizeCall(call, {
    action: `dynamodb:${name}`,
    resource: access.index === undefined ? tableArn : `${tableArn}/index/${access.index}`,
    context: [
      ...conditionKeys(access.requests, partitionKey),
      ...(access.enclosing === undefined
        ? []
        : [['dynamodb:enclosingoperation', access.enclosing] as const]),
    ],
    tags,
    policies: { resourceAccount: owner },
  });
  if (!isOwn) {
    throw new ApiError({ code: 'ResourceNotFoundException' }, 'Requested resource not found');
  }
}

/** A table is identified by its name in the caller's account, or by its ARN. */
function located(table: string, { account }: Call) {
  const arn = /^arn:aws:dynamodb:([a-z0-9-]+):(\d{12}):table\/([^/]+)/.exec(table);
  const [, region = account.region, owner = account.id, tableName = table] = arn ?? [];
  const tableArn = `arn:aws:dynamodb:${region}:${owner}:table/${tableName}`;
  return { tableArn, tableName, owner, region };
}

const getsSchema = z.looseObject({ Keys: z.array(z.unknown()) });
const writesSchema = z.array(
  z.record(z.string(), z.record(z.string(), z.unknown())).transform((one) => Object.values(one)),
);

/** Returns the parts of a batch for one table, each in the form of an operation on one item. */
function itemRequests(requests: unknown): readonly unknown[] {
  const gets = getsSchema.safeParse(requests);
  if (gets.success) {
    const { Keys, ...shared } = gets.data;
    return Keys.map((Key) => ({ ...shared, Key }));
  }
  const writes = writesSchema.safeParse(requests);
  return writes.success ? writes.data.flat() : [];
}
