/** Adds an order with one conditional write. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { checkShardCount } from '../../domain/sharding';
import type { OrderWriter } from '../../ports/order-store';
import { startBudget } from './document-client';
import { withTableErrors } from './store-errors';
import { conflictingItem, itemReader, toItem, type StoredFields } from './stored-order';
import { ordersTableSchema } from './table-schema';

/** The settings of a writer. */
export interface OrderWriterSettings {
  readonly tableName: string;
  readonly shardCount: number;
  /** The service of the orders. */
  readonly service: StoredFields;
}

/** Returns a writer that needs `dynamodb:PutItem` on the table. */
export function dynamoOrderWriter(
  client: DynamoDBDocumentClient,
  { tableName, shardCount, service }: OrderWriterSettings,
): OrderWriter {
  checkShardCount(shardCount);
  const read = itemReader(service);
  return {
    add: async (order) => {
      const command = new PutCommand({
        TableName: tableName,
        Item: toItem(order, shardCount),
        ConditionExpression: 'attribute_not_exists(#id)',
        ExpressionAttributeNames: { '#id': ordersTableSchema.partitionKey.name },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const abortSignal = startBudget()();
      try {
        await withTableErrors(() => client.send(command, { abortSignal }));
        return { added: true };
      } catch (error) {
        return { added: false, existing: read(existingItem(error)) };
      }
    },
  };
}

function existingItem(error: unknown): Record<string, unknown> {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  if (error.Item === undefined) {
    // It is unknown whether the order was placed, and a retry would have the same result.
    throw new Error('the table refused an order without returning the existing one', {
      cause: error,
    });
  }
  return conflictingItem(error.Item);
}
