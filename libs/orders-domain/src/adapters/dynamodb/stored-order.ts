/** Converts orders to table items, and back. */
import { unmarshall, type NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { orderSchema, storedValues, type Order } from '../../domain/order';
import { positionOf } from '../../domain/order-position';
import type { ServiceDefinition } from '../../domain/service';
import { shardOf } from '../../domain/sharding';
import { ordersTableSchema } from './table-schema';

const { index } = ordersTableSchema;

/** The parts of a service that determine how its items are read. */
export type StoredFields = Pick<ServiceDefinition, 'fields' | 'state'>;

/** Returns the item of an order: its fields, and the two keys of the index. */
export function toItem(order: Order, shardCount: number): Record<string, NativeAttributeValue> {
  return {
    ...order,
    [index.partitionKey.name]: shardOf(order.orderId, shardCount),
    [index.sortKey.name]: positionOf(order),
  };
}

/**
 * Returns a reader of items, which throws when an item is not an order: then something else writes to the
 * table
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
 * Returns the item in the error of a failed condition. The document client converts outputs but not errors,
 * so this item still has DynamoDB's attribute values (`{ S: "…" }`).
 */
export function conflictingItem(item: Record<string, AttributeValue>): Record<string, unknown> {
  return unmarshall(item);
}
