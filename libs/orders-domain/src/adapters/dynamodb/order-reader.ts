/** Reads one order by its ID. */
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OrderReader } from '../../ports/order-store';
import { startBudget } from './document-client';
import { reachingTable } from './store-errors';
import { fromItem } from './stored-order';
import { ordersTableSchema } from './table-schema';

/** A reader that needs `dynamodb:GetItem` on the table. */
export function dynamoOrderReader(
  client: DynamoDBDocumentClient,
  { tableName }: { readonly tableName: string },
): OrderReader {
  return {
    get: async (orderId) => {
      const command = new GetCommand({
        TableName: tableName,
        Key: { [ordersTableSchema.partitionKey.name]: orderId },
        // A caller follows Location right after the 201: an eventual read might answer 404.
        ConsistentRead: true,
      });
      const abortSignal = startBudget()();
      const { Item } = await reachingTable(() => client.send(command, { abortSignal }));
      return Item === undefined ? undefined : fromItem(Item);
    },
  };
}
