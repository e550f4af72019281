/** A table of orders, as a template describes it. */
import type { TableDefinition } from '../dynamodb/dynamodb';

/** With one index. */
export const orders: TableDefinition = {
  TableName: 'orders',
  KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
  AttributeDefinitions: [
    { AttributeName: 'orderId', AttributeType: 'S' },
    { AttributeName: 'shard', AttributeType: 'N' },
    { AttributeName: 'createdAt', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'newest',
      KeySchema: [
        { AttributeName: 'shard', KeyType: 'HASH' },
        { AttributeName: 'createdAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

/** The orders with an index of each of these attributes, too. */
export function withIndexes(...attributes: readonly string[]): TableDefinition {
  return {
    ...orders,
    AttributeDefinitions: [
      ...orders.AttributeDefinitions,
      ...attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    ],
    GlobalSecondaryIndexes: [
      ...(orders.GlobalSecondaryIndexes ?? []),
      ...attributes.map((AttributeName) => ({
        IndexName: AttributeName,
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      })),
    ],
  };
}
