/**
 * The position of an order in a list: its time, then its ID. The position is unique and never changes, so 'all
 * orders before this position' means the same however many orders arrive meanwhile.
 */
import * as z from 'zod/mini';
import type { Order } from './order';

/** `<createdAt>#<orderId>`: text order is time order. */
export const orderPositionSchema = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#[0-9a-f]{32}$/));

/** Returns the position of an order: `<createdAt>#<orderId>`. */
export function positionOf(order: Pick<Order, 'createdAt' | 'orderId'>): string {
  return `${order.createdAt}#${order.orderId}`;
}

/** Compares orders for sorting, newest first. */
export function newestFirst(a: Order, b: Order): number {
  const isOlder = a.createdAt === b.createdAt ? a.orderId < b.orderId : a.createdAt < b.createdAt;
  return isOlder ? 1 : -1;
}

/** Returns the lowest and highest position (both inclusive) of the orders of one day, or of all days. */
export function positionRange(orderDate: string | undefined): { from: string; to: string } {
  // The letter after T, and the characters before and after the digits, are just outside of all positions.
  return orderDate === undefined
    ? { from: '/', to: ':' }
    : { from: `${orderDate}T`, to: `${orderDate}U` };
}
