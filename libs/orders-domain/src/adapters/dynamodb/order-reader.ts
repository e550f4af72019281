/** Reads one order by its ID. */
import * as z from 'zod/mini';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OrderReader } from '../../ports/order-store';
import { startBudget } from './document-client';
import { withTableErrors } from './store-errors';
import { orderIdSchema } from '../../domain/order';
import { itemReader, type StoredFields } from './stored-order';
import { ordersTableSchema } from './table-schema';

/** The settings of a reader. */
export interface OrderReaderSettings {
  readonly tableName: string;
  /** The service of the orders. */
  readonly service: StoredFields;
}

/** Returns a reader that needs `dynamodb:GetItem` on the table. */
export function dynamoOrderReader(
  client: DynamoDBDocumentClient,
  { tableName, service }: OrderReaderSettings,
): OrderReader {
  const read = itemReader(service);
  return {
    get: async (orderId) => {
      // An invalid ID is not found, without a read.
      if (!z.safeParse(orderIdSchema, orderId).success) return undefined;
      const command = new GetCommand({
        TableName: tableName,
        Key: { [ordersTableSchema.partitionKey.name]: orderId },
        // A caller may follow Location right after the 201: an eventually consistent read might return 404.
        ConsistentRead: true,
      });
      const abortSignal = startBudget()();
      const { Item } = await withTableErrors(() => client.send(command, { abortSignal }));
      return Item === undefined ? undefined : read(Item);
    },
  };
}
