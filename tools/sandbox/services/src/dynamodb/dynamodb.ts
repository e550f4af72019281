// Includes dynalite's types for all importers of this file.
/// <reference path="./dynalite.d.ts" />
/** DynamoDB of one account: the tables of templates, and the operations for callers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DynaliteDatabase, type DynaliteDatabaseProps } from './dynalite-database';
import { Refusal, refused, type DynamoDbResponse } from './refusal';
import { attributeDefinitions, keySchema } from './table-schema';
import { TableTags } from './table-tags';

type Attributes = Readonly<Record<string, unknown>>;

/** The keys by which a table on disk is compared with its template. */
interface TableKeys {
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly GlobalSecondaryIndexes?: readonly IndexDefinition[] | undefined;
}

interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection?: unknown;
}

/** The part of `CreateTable`'s input that is used here. */
export interface TableDefinition extends TableKeys {
  readonly TableName: string;
  /** @default false */
  readonly DeletionProtectionEnabled?: boolean;
}

interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

const tableDescription = z.object({
  Table: z.object({
    KeySchema: keySchema,
    AttributeDefinitions: attributeDefinitions,
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: z.unknown().optional(),
        }),
      )
      .optional(),
    DeletionProtectionEnabled: z.boolean().optional(),
  }),
});

const projection = z.object({
  ProjectionType: z.string().optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});

const inputSchema = z.record(z.string(), z.unknown());

const TABLE_ARN = /^arn:aws:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/;

/**
 * The first table or request opens the database, so an account without any has no database on disk.
 */
export class DynamoDb {
  /** The damage found on disk, one line each. */
  readonly problems: string[] = [];
  private opened: Promise<DynaliteDatabase> | undefined;
  private stopped = false;
  /** The keys of existing tables by name. */
  private readonly tables = new Map<string, TableKeys>();
  readonly tags = new TableTags((...sent) => this.call(...sent));

  constructor(private readonly props: DynaliteDatabaseProps) {}

  /** Completes pending operations, and rejects later ones. */
  async stop(): Promise<void> {
    this.stopped = true;
    // A failure to open the database was already reported to its caller.
    const opened = await this.opened?.catch(() => undefined);
    await opened?.close();
  }

  /**
   * Creates a table, or uses the one on disk if it has the same keys, with the indexes of the
   * definition.
   *
   * @throws {Error} when the table on disk has other keys, since replacing it would lose data, or
   *   when more than one index would have to be added or removed, or one changed, which
   *   CloudFormation rejects.
   */
  async createTable(definition: TableDefinition): Promise<void> {
    const { TableName, DeletionProtectionEnabled = false } = definition;
    const existing = await this.call('DescribeTable', { TableName });
    if (existing.status === 200) {
      const { Table } = tableDescription.parse(JSON.parse(existing.body));
      this.assertSameKeys(definition, Table);
      await this.changeIndexes(definition, Table);
      if (Table.DeletionProtectionEnabled !== DeletionProtectionEnabled) {
        await this.execute('UpdateTable', { TableName, DeletionProtectionEnabled });
      }
      return;
    }
    await this.execute('CreateTable', { ...definition, BillingMode: 'PAY_PER_REQUEST' });
    await this.until(TableName, ({ body }) => body.includes('"TableStatus":"ACTIVE"'));
  }

  /**
   * Deletes a table with all its items; a missing one counts as deleted.
   *
   * @throws {Error} while the table has deletion protection.
   */
  async deleteTable(TableName: string): Promise<void> {
    const deleted = await this.call('DeleteTable', { TableName });
    const isGone = deleted.body.includes('#ResourceNotFoundException');
    if (deleted.status !== 200 && !isGone) throw failed('DeleteTable', TableName, deleted);
    await this.until(TableName, ({ status }) => status === 400);
  }

  /**
   * Sets the time to live of a table as in its template, or disables it without a specification.
   * Expired items are not deleted: DynamoDB itself takes up to a few days for that.
   *
   * @throws {Error} when it is enabled for another attribute: as in AWS, it has to be disabled
   *   first.
   */
  async setTimeToLive(TableName: string, wanted?: TimeToLive): Promise<void> {
    const { status, body } = await this.call('DescribeTimeToLive', { TableName });
    if (status !== 200) throw failed('DescribeTimeToLive', TableName, { status, body });
    const current = timeToLiveDescription.parse(JSON.parse(body)).TimeToLiveDescription;
    const AttributeName = wanted?.AttributeName ?? current.AttributeName;
    const Enabled = wanted?.Enabled ?? false;
    if (!Enabled && current.AttributeName === undefined) return;
    if (Enabled && current.AttributeName === AttributeName) return;
    const TimeToLiveSpecification = { AttributeName, Enabled };
    await this.execute('UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  }

  /**
   * Returns the partition key attribute of a table or of one of its indexes; undefined if it does
   * not exist.
   */
  async partitionKey(tableName: string, indexName?: string): Promise<string | undefined> {
    const table = await this.keysOfTable(tableName);
    const keys =
      indexName === undefined
        ? table?.KeySchema
        : table?.GlobalSecondaryIndexes?.find((index) => index.IndexName === indexName)?.KeySchema;
    return keys?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  }

  /**
   * Executes one operation of DynamoDB's JSON protocol.
   *
   * @param operation such as `PutItem`.
   * @param body the request as JSON text.
   */
  handle(operation: string, body: string): Promise<DynamoDbResponse> {
    const input = inputSchema.safeParse(parsedJson(body));
    if (input.success) return this.call(operation, withPlainNames(input.data));
    const message = 'Start of structure or map found where not expected';
    return Promise.resolve(refused(Refusal.serialization(message)));
  }

  private async call(operation: string, input: Attributes): Promise<DynamoDbResponse> {
    if (this.stopped) return refused(Refusal.unavailable());
    if (operation === 'CreateTable' || operation === 'DeleteTable') this.tables.clear();
    const response = await (await this.database()).send(operation, input);
    this.tags.after(operation);
    return response;
  }

  /** Opened at the first call; after a failure, such as a full disk, again at the next one. */
  private database(): Promise<DynaliteDatabase> {
    this.opened ??= DynaliteDatabase.open(this.props, (line) => this.problems.push(line)).catch(
      (error: unknown) => {
        this.opened = undefined;
        throw error;
      },
    );
    return this.opened;
  }

  /** @throws {Error} when DynamoDB rejects it. */
  private async execute(operation: string, input: TableInput): Promise<void> {
    const response = await this.call(operation, structuredClone({ ...input }));
    if (response.status !== 200) throw failed(operation, input.TableName, response);
  }

  private async keysOfTable(TableName: string): Promise<TableKeys | undefined> {
    const cached = this.tables.get(TableName);
    if (cached) return cached;
    const { status, body } = await this.call('DescribeTable', { TableName });
    if (status !== 200) return undefined;
    const { Table } = tableDescription.parse(JSON.parse(body));
    this.tables.set(TableName, Table);
    return Table;
  }

  private assertSameKeys(definition: TableDefinition, table: TableKeys): void {
    const defined = keysOf(definition, definition.KeySchema);
    const existing = keysOf(table, table.KeySchema);
    if (defined !== existing) {
      throw new Error(
        `Table ${definition.TableName} on disk has the keys (${existing}), the template asks for ` +
          `(${defined}). Start with another --data-dir, or delete ${this.props.folder}`,
      );
    }
  }

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
  private async changeIndexes(definition: TableDefinition, table: TableKeys): Promise<void> {
    const { TableName, AttributeDefinitions, GlobalSecondaryIndexes: wanted = [] } = definition;
    const { GlobalSecondaryIndexes: found = [] } = table;
    const missingIn = (others: readonly IndexDefinition[]) => (index: IndexDefinition) =>
      others.every(({ IndexName }) => IndexName !== index.IndexName);
    const changes = [
      ...wanted.filter(missingIn(found)).map((index) => ({ kind: 'add', index }) as const),
      ...found.filter(missingIn(wanted)).map((index) => ({ kind: 'remove', index }) as const),
    ];
    for (const index of wanted) {
      const before = found.find(({ IndexName }) => IndexName === index.IndexName);
      if (before !== undefined)
        assertSameIndex(describedAs(table, before), describedAs(definition, index));
    }
    const [change, ...more] = changes;
    if (change === undefined) return;
    if (more.length > 0) {
      const names = changes.map(({ kind, index }) => `${kind} ${index.IndexName}`).join(', ');
      throw new Error(
        `Cannot perform more than one GSI creation or deletion in a single update of table ${TableName}: ` +
          `${names}. Deploy them one after the other`,
      );
    }
    this.tables.clear();
    const attributeDefinitions = AttributeDefinitions;
    await (
      await this.database()
    ).changeIndex({ table: TableName, ...change, attributeDefinitions });
  }

  private async until(
    TableName: string,
    holds: (description: DynamoDbResponse) => boolean,
  ): Promise<void> {
    for (;;) {
      const description = await this.call('DescribeTable', { TableName });
      if (holds(description)) return;
      if (description.status >= 500) throw failed('DescribeTable', TableName, description);
      await sleep(5);
    }
  }
}

/** The `TimeToLiveSpecification` of a template. */
export interface TimeToLive {
  readonly AttributeName?: string | undefined;
  readonly Enabled: boolean;
}

/** The attribute is included only if time to live is enabled. */
const timeToLiveDescription = z.object({
  TimeToLiveDescription: z.object({ AttributeName: z.string().optional() }),
});

type TableInput = Readonly<{ TableName: string }> & Attributes;

function failed(operation: string, table: string, { body }: DynamoDbResponse): Error {
  const { message } = z.object({ message: z.string().catch(body) }).parse(JSON.parse(body));
  return new Error(`${operation} of table ${table}: ${message}`);
}

function parsedJson(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    return undefined;
  }
}

const transactItems = z.array(z.record(z.string(), z.unknown()));

/** DynamoDB accepts a table's ARN in place of its name. */
function withPlainNames(input: Attributes): Attributes {
  const { TableName, RequestItems, TransactItems } = input;
  const actions = transactItems.safeParse(TransactItems);
  const tables = inputSchema.safeParse(RequestItems);
  return {
    ...input,
    ...(actions.success && { TransactItems: actions.data.map(withPlainNamesInside) }),
    ...(typeof TableName === 'string' && { TableName: plainName(TableName) }),
    ...(tables.success && {
      RequestItems: Object.fromEntries(
        Object.entries(tables.data).map(([name, items]) => [plainName(name), items]),
      ),
    }),
  };
}

/** Each action of a transaction has its own table name. */
function withPlainNamesInside(actions: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(actions).map(([kind, action]) => {
      const members = inputSchema.safeParse(action);
      return [kind, members.success ? withPlainNames(members.data) : action];
    }),
  );
}

function plainName(table: string): string {
  return TABLE_ARN.exec(table)?.[1] ?? table;
}

/** @throws {Error} with CloudFormation's message, when an existing index would change. */
function assertSameIndex(found: string, wanted: string): void {
  if (found === wanted) return;
  throw new Error(
    "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights " +
      `Specification. You can create a new GSI with a different name. (${found}; the template asks for ` +
      `${wanted})`,
  );
}

/** Returns an index as text, such as `newest: shard N HASH, projects INCLUDE a, b`. */
function describedAs(
  table: TableKeys,
  { IndexName, KeySchema, Projection }: IndexDefinition,
): string {
  const { ProjectionType = 'ALL', NonKeyAttributes = [] } = projection.parse(Projection ?? {});
  const names = [...NonKeyAttributes].sort().join(', ');
  return `${IndexName}: ${keysOf(table, KeySchema)}, projects ${ProjectionType} ${names}`.trimEnd();
}

/** Returns a key as text, each attribute with its type. */
function keysOf(
  { AttributeDefinitions }: Pick<TableKeys, 'AttributeDefinitions'>,
  keys: readonly KeySchemaElement[],
): string {
  const types = new Map(
    AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  return keys
    .map(({ AttributeName, KeyType }) => `${AttributeName} ${types.get(AttributeName)} ${KeyType}`)
    .join(', ');
}
