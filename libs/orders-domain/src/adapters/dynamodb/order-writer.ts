/** Adds an order with one conditional write. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { checkShardCount } from '../../domain/sharding';
import type { AddOutcome, OrderWriter } from '../../ports/order-store';
import { startBudget } from './document-client';
import { reachingTable } from './store-errors';
import { fromRefusal, toItem } from './stored-order';
import { ordersTableSchema } from './table-schema';

/** Where orders are written. */
export interface OrderWriterSettings {
  readonly tableName: string;
  readonly shardCount: number;
}

/** A writer that needs `dynamodb:PutItem` on the table. */
export function dynamoOrderWriter(
  client: DynamoDBDocumentClient,
  { tableName, shardCount }: OrderWriterSettings,
): OrderWriter {
  checkShardCount(shardCount);
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
        await reachingTable(() => client.send(command, { abortSignal }));
        return { added: true };
      } catch (error) {
        return refused(error);
      }
    },
  };
}

function refused(error: unknown): AddOutcome {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  if (error.Item === undefined) {
    // Neither 'placed' nor 'refused' would be known to be true, and a retry would meet the same.
    throw new Error('the table refused an order without returning the one that stands', {
      cause: error,
    });
  }
  return { added: false, standing: fromRefusal(error.Item) };
}
