/** The names in the table's schema, used by the adapter and by the construct that creates the table. */

/**
 * Keys of the orders table and of the index that lists all orders. Custom indexes of a service have the same
 * sort key.
 */
export const ordersTableSchema = {
  partitionKey: { name: 'orderId', type: 'S' },
  index: {
    name: 'newest-first',
    partitionKey: { name: 'shard', type: 'N' },
    sortKey: { name: 'createdAtOrderId', type: 'S' },
    projection: 'ALL',
  },
} as const;
