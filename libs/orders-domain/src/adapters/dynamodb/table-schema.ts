/** The table's names, once: the adapter reads and writes by them, the construct creates by them. */

/** Keys of the orders table and of the index that lists all orders. An index of a service's own shares its sort key. */
export const ordersTableSchema = {
  partitionKey: { name: 'orderId', type: 'S' },
  index: {
    name: 'newest-first',
    partitionKey: { name: 'shard', type: 'N' },
    sortKey: { name: 'createdAtOrderId', type: 'S' },
    projection: 'ALL',
  },
} as const;
