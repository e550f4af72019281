/** Lists orders from the index: queries all shards in parallel and merges the results. */
import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { positionOf, positionRange } from '../../domain/order-position';
import { checkShardCount } from '../../domain/sharding';
import type { OrderLister, OrderQuery } from '../../ports/order-store';
import { startBudget } from './document-client';
import { newestOfShards, type ReadShard } from './merge-shards';
import { withTableErrors } from './store-errors';
import { itemReader, type StoredFields } from './stored-order';
import { ordersTableSchema } from './table-schema';

/** The settings of a lister. */
export interface OrderListerSettings {
  readonly tableName: string;
  readonly indexName: string;
  readonly shardCount: number;
  /** The service of the orders. */
  readonly service: StoredFields;
}

/** Returns a lister that needs `dynamodb:Query` on the index. */
export function dynamoOrderLister(
  client: DynamoDBDocumentClient,
  settings: OrderListerSettings,
): OrderLister {
  checkShardCount(settings.shardCount);
  return {
    list: async (query) => {
      const read = shardReader(client, settings, query);
      // One more than requested, to know whether the page is the last.
      const orders = await newestOfShards(read, settings.shardCount, query.limit + 1);
      return { orders: orders.slice(0, query.limit), more: orders.length > query.limit };
    },
  };
}

function shardReader(
  client: DynamoDBDocumentClient,
  { tableName, indexName, service }: OrderListerSettings,
  { orderDate, after }: OrderQuery,
): ReadShard<Record<string, unknown>> {
  const { partitionKey, sortKey } = ordersTableSchema.index;
  const { from, to } = positionRange(orderDate);
  const remaining = startBudget();
  const readItem = itemReader(service);
  return async (shard, limit, resume) => {
    const command = new QueryCommand({
      TableName: tableName,
      IndexName: indexName,
      // A sort key takes one condition, and BETWEEN includes its ends: `after` itself is dropped below.
      KeyConditionExpression: '#shard = :shard AND #position BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#shard': partitionKey.name, '#position': sortKey.name },
      ExpressionAttributeValues: { ':shard': shard, ':from': from, ':to': after ?? to },
      ScanIndexForward: false,
      Limit: limit + (after === undefined ? 0 : 1),
      ExclusiveStartKey: resume,
    });
    const page = await withTableErrors(() => client.send(command, { abortSignal: remaining() }));
    const orders = (page.Items ?? []).map(readItem);
    return {
      orders: orders.filter((order) => positionOf(order) !== after),
      resume: page.LastEvaluatedKey,
    };
  };
}
