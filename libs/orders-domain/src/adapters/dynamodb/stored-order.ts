/** An order as a table item, and back. */
import { unmarshall, type NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { orderSchema, storedValues, type Order } from '../../domain/order';
import { positionOf } from '../../domain/order-position';
import type { ServiceDefinition } from '../../domain/service';
import { shardOf } from '../../domain/sharding';
import { ordersTableSchema } from './table-schema';

const { index } = ordersTableSchema;

/** What of a service decides how its items are read. */
export type StoredFields = Pick<ServiceDefinition, 'fields' | 'state'>;

/** The item that stores an order: its fields, and the index's two keys. */
export function toItem(order: Order, shardCount: number): Record<string, NativeAttributeValue> {
  return {
    ...order,
    [index.partitionKey.name]: shardOf(order.orderId, shardCount),
    [index.sortKey.name]: positionOf(order),
  };
}

/**
 * Builds the reader of items.
 * @throws Error (the reader) when the item is not an order: then something else writes to the table
 */
export function itemReader({ fields, state }: StoredFields) {
  return (item: Readonly<Record<string, unknown>>): Order => {
    const parsed = z.safeParse(orderSchema, item);
    if (parsed.success) {
      return { ...parsed.data, ...storedValues(fields, item), ...storedValues(state, item) };
    }
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new Error(`an item of the orders table is not an order: ${names}`);
  };
}

/**
 * The item that a refused condition returns. The document client translates outputs but not errors, so this one
 * still has DynamoDB's own types (`{ S: "…" }`).
 */
export function conflictingItem(item: Record<string, AttributeValue>): Record<string, unknown> {
  return unmarshall(item);
}
