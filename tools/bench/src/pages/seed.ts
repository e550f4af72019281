/** Writes many orders to a local DynamoDB. */
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { orderIdFromKey, positionOf, shardOf } from '@cross-account/orders-domain';

/** The maximum number of items of BatchWriteItem. */
const BATCH = 25;
const PARALLEL = 8;
const DAYS = 10;
const DAY = 24 * 60 * 60 * 1000;
const FIRST = Date.UTC(2026, 0, 1);

/** A day in the middle of the period in which the orders were placed, as YYYY-MM-DD. */
export const SOME_DAY = new Date(FIRST + (DAYS / 2) * DAY).toISOString().slice(0, 10);

/**
 * Writes this many orders, evenly distributed over ten days.
 *
 * @throws {Error} when an order is not written
 */
export async function seed(
  client: DynamoDBClient,
  table: string,
  orders: number,
  shardCount: number,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < orders) {
      const from = next;
      next = Math.min(orders, from + BATCH);
      const requests: WriteRequest[] = [];
      for (let n = from; n < next; n++) requests.push(writeOf(n, orders, shardCount));
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: requests } }),
      );
      if (Object.keys(UnprocessedItems ?? {}).length > 0)
        throw new Error('orders were not written');
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

function writeOf(n: number, orders: number, shardCount: number): WriteRequest {
  const createdAt = new Date(FIRST + Math.floor((n / orders) * DAYS * DAY)).toISOString();
  const orderId = orderIdFromKey('food', `order-${n}`);
  const order = {
    orderId,
    orderDate: createdAt.slice(0, 10),
    createdAt,
    fullName: 'Ada Lovelace',
    item: 'pizza',
    shard: shardOf(orderId, shardCount),
    createdAtOrderId: positionOf({ createdAt, orderId }),
  };
  return { PutRequest: { Item: marshall(order) } };
}
