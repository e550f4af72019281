/** Reads all pages of a list, as a caller does. */
import type { Order } from '../../src/domain/order';
import type { OrderLister } from '../../src/ports/order-store';
import { listOrders } from '../../src/use-cases/list-orders';

/** Returns all orders, read page by page; `between` runs after each page. */
export async function listAll(
  orders: OrderLister,
  query: { readonly limit: number; readonly orderDate?: string },
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<Order[]> {
  const list = listOrders({ orders });
  const all: Order[] = [];
  let after: string | undefined;
  for (let page = 0; page === 0 || after !== undefined; page += 1) {
    const listed = await list({ ...query, after });
    all.push(...listed.orders);
    after = listed.next;
    await between(page);
  }
  return all;
}
