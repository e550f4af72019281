/** A DynamoDB in this process (dynalite), with an orders table for each test. */
import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { createDocumentClient } from '../../src/adapters/dynamodb/document-client';
import { dynamoOrderFinder } from '../../src/adapters/dynamodb/order-finder';
import { dynamoOrderUpdater } from '../../src/adapters/dynamodb/order-updater';
import { dynamoOrderLister } from '../../src/adapters/dynamodb/order-lister';
import { dynamoOrderReader } from '../../src/adapters/dynamodb/order-reader';
import { dynamoOrderWriter } from '../../src/adapters/dynamodb/order-writer';
import { ordersTableSchema } from '../../src/adapters/dynamodb/table-schema';
import { defineIndex } from '../../src/domain/order-index';
import type { OrderFinder, OrderStore } from '../../src/ports/order-store';
import { soup } from './samples';

/** Returns a client of a server on loopback. */
export function loopbackClient(port: number, maxAttempts = 1): DynamoDBDocumentClient {
  return createDocumentClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
  });
}

/** The index of {@link OrderFinder}. */
const byFullName = defineIndex({ name: 'by-full-name', field: 'fullName' });

/** A running database. */
export interface LocalDynamoDb {
  /** Creates an empty table, and returns a function that creates stores with a shard count. */
  readonly createTable: () => Promise<(shardCount: number) => OrderStore & OrderFinder>;
  readonly stop: () => Promise<void>;
}

/** Starts a database on a free loopback port. */
export async function startLocalDynamoDb(): Promise<LocalDynamoDb> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = loopbackClient((server.address() as AddressInfo).port);
  returnExistingItems(client);
  let tables = 0;
  return {
    createTable: async () => {
      tables += 1;
      const tableName = `orders-${tables}`;
      await createOrdersTable(client, tableName);
      return (shardCount) => storeOf(client, tableName, shardCount);
    },
    stop: async () => {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function storeOf(
  client: DynamoDBDocumentClient,
  tableName: string,
  shardCount: number,
): OrderStore & OrderFinder {
  const settings = {
    tableName,
    indexName: ordersTableSchema.index.name,
    shardCount,
    service: soup,
    index: byFullName,
  };
  return {
    ...dynamoOrderWriter(client, settings),
    ...dynamoOrderReader(client, settings),
    ...dynamoOrderLister(client, settings),
    ...dynamoOrderUpdater(client, settings),
    ...dynamoOrderFinder(client, settings),
  };
}

async function createOrdersTable(client: DynamoDBDocumentClient, tableName: string) {
  const { partitionKey, index } = ordersTableSchema;
  const nameKey = { name: byFullName.field, type: 'S' } as const;
  const keys = [partitionKey, index.partitionKey, index.sortKey, nameKey];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      KeySchema: [{ AttributeName: partitionKey.name, KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: index.name,
          KeySchema: [
            { AttributeName: index.partitionKey.name, KeyType: 'HASH' },
            { AttributeName: index.sortKey.name, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: index.projection },
        },
        {
          IndexName: byFullName.name,
          KeySchema: [
            { AttributeName: nameKey.name, KeyType: 'HASH' },
            { AttributeName: index.sortKey.name, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: index.projection },
        },
      ],
    }),
  );
}

/** The parameters of a conditional write. */
interface Written {
  readonly TableName: string;
  readonly Item?: Readonly<Record<string, string>>;
  readonly Key?: Readonly<Record<string, string>>;
}

/**
 * dynalite ignores ReturnValuesOnConditionCheckFailure, so the item that DynamoDB returns with a failed
 * condition is added to the error here, as the SDK does. The SDK's parsing of such a response is tested with
 * recorded responses in the writer's spec.
 */
function returnExistingItems(client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { TableName, Item, Key } = args.input as unknown as Written;
        const { name } = ordersTableSchema.partitionKey;
        const id = { ...Item, ...Key }[name] ?? '';
        const found = await client.send(
          new GetItemCommand({ TableName, Key: { [name]: { S: id } }, ConsistentRead: true }),
        );
        error.Item = found.Item;
        throw error;
      }
    },
    { step: 'initialize' },
  );
}
