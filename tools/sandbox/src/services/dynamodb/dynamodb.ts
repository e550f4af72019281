/**
 * DynamoDB of one account: dynalite on disk, behind what it lacks.
 *
 * dynalite ignores `ReturnValuesOnConditionCheckFailure` and takes no ARN as a table name, both of
 * which DynamoDB has; an operation that dynalite does not know gets DynamoDB's own error for that.
 */
import { z } from 'zod';
import { DynaliteDatabase, type DynamoDbResponse } from './dynalite-database';

type Attributes = Record<string, unknown>;

/** What decides whether a table on disk is the one asked for. */
interface TableKeys {
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly GlobalSecondaryIndexes?:
    | readonly {
        readonly IndexName: string;
        readonly KeySchema: readonly KeySchemaElement[];
        readonly Projection?: unknown;
      }[]
    | undefined;
}

/** The part of `CreateTable` that is read here. */
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

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

const tableDescription = z.object({
  Table: z.object({
    KeySchema: keySchema,
    AttributeDefinitions: z.array(
      z.object({ AttributeName: z.string(), AttributeType: z.string() }),
    ),
    GlobalSecondaryIndexes: z
      .array(z.object({ IndexName: z.string(), KeySchema: keySchema }))
      .optional(),
  }),
});

const conditionalWrite = z.looseObject({
  TableName: z.string(),
  ReturnValuesOnConditionCheckFailure: z.literal('ALL_OLD'),
  Item: z.record(z.string(), z.unknown()).optional(),
  Key: z.record(z.string(), z.unknown()).optional(),
});

const DYNALITE_ARN = /arn:aws:dynamodb:[a-z0-9-]+:\d{12}:/g;

/** The first table or request opens the database on disk, so an account without any has none. */
export class DynamoDb {
  private opened: Promise<DynaliteDatabase> | undefined;
  private stopped = false;
  private readonly tables = new Map<string, TableDefinition>();

  constructor(
    private readonly props: {
      readonly account: string;
      readonly region: string;
      /** The folder of this account's tables; made when missing. */
      readonly folder: string;
    },
  ) {}

  async stop(): Promise<void> {
    this.stopped = true;
    await (await this.opened)?.close();
  }

  /**
   * Creates a table, or takes the one on disk if it has the same keys and indexes.
   *
   * @throws {Error} when the table on disk has other keys, so that no data is lost by a guess.
   */
  async createTable(definition: TableDefinition): Promise<void> {
    const { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = definition;
    const existing = await this.call('DescribeTable', { TableName });
    if (existing.status === 200) {
      this.assertSameKeys(definition, existing.body);
      this.tables.set(TableName, definition);
      return;
    }
    this.tables.set(TableName, definition);
    const created = await this.call('CreateTable', {
      TableName,
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes,
      BillingMode: 'PAY_PER_REQUEST',
    });
    if (created.status !== 200) throw new Error(`Table ${TableName}: ${created.body}`);
    await this.until(TableName, ({ body }) => body.includes('"TableStatus":"ACTIVE"'));
  }

  /**
   * Deletes a table with all its items.
   *
   * @throws {Error} while the table has deletion protection.
   */
  async deleteTable(TableName: string): Promise<void> {
    if (this.tables.get(TableName)?.DeletionProtectionEnabled) {
      throw new Error(
        `Resource cannot be deleted as it is currently protected against deletion. Disable ` +
          `deletion protection of table ${TableName} first`,
      );
    }
    const deleted = await this.call('DeleteTable', { TableName });
    const gone = deleted.body.includes('ResourceNotFoundException');
    if (deleted.status !== 200 && !gone) throw new Error(`Table ${TableName}: ${deleted.body}`);
    await this.until(TableName, ({ status }) => status === 400);
    this.tables.delete(TableName);
  }

  /** The attribute that is the partition key of a table of the template, or of one of its indexes. */
  partitionKey(tableName: string, indexName?: string): string | undefined {
    const table = this.tables.get(tableName);
    const keys =
      indexName === undefined
        ? table?.KeySchema
        : table?.GlobalSecondaryIndexes?.find((index) => index.IndexName === indexName)?.KeySchema;
    return keys?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  }

  /**
   * Answers one operation of DynamoDB's JSON protocol.
   *
   * @param operation such as `PutItem`.
   * @param body the request as JSON text.
   */
  async handle(operation: string, body: string): Promise<DynamoDbResponse> {
    const response = await this.forward(operation, this.withPlainTableName(body));
    if (response.status !== 400 || !response.body.includes('ConditionalCheckFailed')) {
      return operation.endsWith('Table') ? this.withOwnArns(response) : response;
    }
    return this.withOldItem(body, response);
  }

  private call(operation: string, input: Attributes): Promise<DynamoDbResponse> {
    return this.forward(operation, JSON.stringify(input));
  }

  private async forward(operation: string, body: string): Promise<DynamoDbResponse> {
    if (this.stopped) throw new Error('DynamoDB has been stopped');
    this.opened ??= DynaliteDatabase.open(this.props.folder);
    return (await this.opened).send(operation, body);
  }

  private withPlainTableName(body: string): string {
    return body.replace(/("TableName"\s*:\s*")arn:aws:dynamodb:[^"]*:table\/([^"/]+)"/, '$1$2"');
  }

  /** Only for answers about a table itself: an item may hold any text. */
  private withOwnArns(response: DynamoDbResponse): DynamoDbResponse {
    const prefix = `arn:aws:dynamodb:${this.props.region}:${this.props.account}:`;
    return { ...response, body: response.body.replace(DYNALITE_ARN, prefix) };
  }

  /** Adds the item that a failed condition met, as `ReturnValuesOnConditionCheckFailure` asks. */
  private async withOldItem(body: string, response: DynamoDbResponse): Promise<DynamoDbResponse> {
    const write = conditionalWrite.safeParse(JSON.parse(this.withPlainTableName(body)));
    const table = write.success ? this.tables.get(write.data.TableName) : undefined;
    if (!write.success || !table) return response;
    const source = write.data.Key ?? write.data.Item ?? {};
    const Key = Object.fromEntries(
      table.KeySchema.map(({ AttributeName }) => [AttributeName, source[AttributeName]]),
    );
    const found = await this.call('GetItem', {
      TableName: write.data.TableName,
      Key,
      ConsistentRead: true,
    });
    const { Item } = JSON.parse(found.body) as { Item?: Attributes };
    if (!Item) return response;
    const error = JSON.parse(response.body) as Attributes;
    return { ...response, body: JSON.stringify({ ...error, Item }) };
  }

  private assertSameKeys(definition: TableDefinition, description: string): void {
    const { Table } = tableDescription.parse(JSON.parse(description));
    const wanted = keysOf(definition);
    const found = keysOf(Table);
    if (wanted !== found) {
      throw new Error(
        `Table ${definition.TableName} on disk has the keys ${found}, the template asks for ` +
          `${wanted}. Start with another --data-dir, or remove ${this.props.folder}`,
      );
    }
  }

  private async until(
    TableName: string,
    holds: (description: DynamoDbResponse) => boolean,
  ): Promise<void> {
    while (!holds(await this.call('DescribeTable', { TableName }))) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** The keys of a table and its indexes in one line, each with its attribute's type. */
function keysOf({
  KeySchema: tableKeys,
  AttributeDefinitions,
  GlobalSecondaryIndexes = [],
}: TableKeys): string {
  const types = new Map(
    AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const describe = (keys: readonly KeySchemaElement[]) =>
    keys
      .map(
        ({ AttributeName, KeyType }) => `${AttributeName} ${types.get(AttributeName)} ${KeyType}`,
      )
      .join(', ');
  return [
    `(${describe(tableKeys)})`,
    ...GlobalSecondaryIndexes.map(
      ({ IndexName, KeySchema }) => `${IndexName} (${describe(KeySchema)})`,
    ).sort(),
  ].join(' ');
}
