/** Finds one order. */
import * as z from 'zod/mini';
import { OrderError } from '../domain/errors';
import { orderIdSchema, type Order } from '../domain/order';
import type { OrderReader } from '../ports/order-store';

/**
 * Returns the use case. A malformed ID is not found, without a read.
 * @throws OrderError ORDER.NOT_FOUND, SERVICE.UNAVAILABLE
 */
export function getOrder(ports: { readonly orders: OrderReader }) {
  return async (orderId: string | undefined): Promise<Order> => {
    const id = z.safeParse(orderIdSchema, orderId);
    const order = id.success ? await ports.orders.get(id.data) : undefined;
    if (order === undefined) {
      throw new OrderError('ORDER.NOT_FOUND', 'There is no order with this orderId.');
    }
    return order;
  };
}
