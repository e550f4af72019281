/** Finds orders by the value of one field, with a custom index of the service. */
import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Order } from '../../domain/order';
import type { OrderIndex } from '../../domain/order-index';
import { positionOf, positionRange } from '../../domain/order-position';
import type { OrderFinder, OrderQuery } from '../../ports/order-store';
import { startBudget } from './document-client';
import type { OrderReaderSettings } from './order-reader';
import { withTableErrors } from './store-errors';
import { itemReader } from './stored-order';
import { ordersTableSchema } from './table-schema';

/** The settings of a finder. */
export interface OrderFinderSettings extends OrderReaderSettings {
  readonly index: OrderIndex;
}

/** Returns a finder that needs `dynamodb:Query` on the index. */
export function dynamoOrderFinder(
  client: DynamoDBDocumentClient,
  settings: OrderFinderSettings,
): OrderFinder {
  return {
    find: async (value, query) => {
      const { after, limit } = query;
      const read = pageReader(client, settings, value, query);
      // One more than requested, to know whether the page is the last.
      const orders = await readUntil(read, limit + 1, after);
      return { orders: orders.slice(0, limit), more: orders.length > limit };
    },
  };
}

interface Page {
  readonly orders: readonly Order[];
  readonly resume: Record<string, unknown> | undefined;
}

/** Reads several pages of DynamoDB, which end at 1 MB whatever their limit is. */
async function readUntil(
  read: (limit: number, resume: Page['resume']) => Promise<Page>,
  limit: number,
  after: OrderQuery['after'],
): Promise<readonly Order[]> {
  const found: Order[] = [];
  let resume: Page['resume'];
  do {
    // The order at `after` itself is read, too: a sort key takes one condition, and BETWEEN includes its ends.
    const page = await read(limit - found.length + (after === undefined ? 0 : 1), resume);
    found.push(...page.orders.filter((order) => positionOf(order) !== after));
    resume = page.resume;
  } while (resume !== undefined && found.length < limit);
  return found;
}

function pageReader(
  client: DynamoDBDocumentClient,
  { tableName, index, service }: OrderFinderSettings,
  value: string | number,
  { orderDate, after }: OrderQuery,
) {
  const remaining = startBudget();
  const read = itemReader(service);
  const { from, to } = positionRange(orderDate);
  return async (limit: number, resume: Page['resume']): Promise<Page> => {
    const command = new QueryCommand({
      TableName: tableName,
      IndexName: index.name,
      KeyConditionExpression: '#field = :value AND #position BETWEEN :from AND :to',
      ExpressionAttributeNames: {
        '#field': index.field,
        '#position': ordersTableSchema.index.sortKey.name,
      },
      ExpressionAttributeValues: { ':value': value, ':from': from, ':to': after ?? to },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: resume,
    });
    const page = await withTableErrors(() => client.send(command, { abortSignal: remaining() }));
    return { orders: (page.Items ?? []).map(read), resume: page.LastEvaluatedKey };
  };
}
