/** Lists orders page by page, newest first. */
import type { Order } from '../domain/order';
import { positionOf } from '../domain/order-position';
import type { OrderLister, OrderQuery } from '../ports/order-store';

/** The default size of a page. */
export const defaultPageLimit = 50;
/** The maximum size of a page. */
export const maxPageLimit = 100;

/** A page, and the position to continue from if there is more. */
export interface ListedOrders {
  readonly orders: readonly Order[];
  readonly next?: string;
}

/**
 * Returns the use case.
 * @throws OrderError SERVICE.UNAVAILABLE
 */
export function listOrders(ports: { readonly orders: OrderLister }) {
  return async (query: OrderQuery): Promise<ListedOrders> => {
    const { orders, more } = await ports.orders.list(query);
    const last = orders.at(-1);
    return more && last !== undefined ? { orders, next: positionOf(last) } : { orders };
  };
}
