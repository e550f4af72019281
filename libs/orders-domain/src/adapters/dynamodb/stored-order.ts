/** An order as a table item, and back. */
import * as z from 'zod/mini';
import { orderSchema, type Order } from '../../domain/order';
import { positionOf } from '../../domain/order-position';
import { shardOf } from '../../domain/sharding';
import { ordersTableSchema } from './table-schema';

const { index } = ordersTableSchema;

/** The item that stores an order: its fields, and the index's two keys. */
export function toItem(order: Order, shardCount: number): Record<string, string | number> {
  return {
    ...order,
    [index.partitionKey.name]: shardOf(order.orderId, shardCount),
    [index.sortKey.name]: positionOf(order),
  };
}

/** @throws Error when the item is not an order: then something else writes to the table */
export function fromItem(item: unknown): Order {
  const parsed = z.safeParse(orderSchema, item);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`an item of the orders table is not an order: ${fields}`);
}

const textAttribute = z.object({ S: z.string() });

/**
 * Reads the item that a refused condition returns. The document client translates outputs but not errors, so
 * this one still has DynamoDB's own types (`{ S: "…" }`).
 */
export function fromRefusal(item: Readonly<Record<string, unknown>>): Order {
  const plain = Object.entries(item).map(([name, value]) => {
    const attribute = z.safeParse(textAttribute, value);
    return [name, attribute.success ? attribute.data.S : value];
  });
  return fromItem(Object.fromEntries(plain));
}
