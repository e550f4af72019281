/** The properties of a table of orders in a template. */
import type { TableDefinition } from '../dynamodb/dynamodb';

/** A table with one index. */
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

/** A table with additional indexes of these attributes. */
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
