/** The store's port over a map: what the use cases and handlers are tested with. */
import type { Order } from '../../src/domain/order';
import { newestFirst, positionOf } from '../../src/domain/order-position';
import type { OrderStore } from '../../src/ports/order-store';

/** An empty store. */
export function inMemoryOrderStore(): OrderStore {
  const orders = new Map<string, Order>();
  return {
    add: (order) => {
      const standing = orders.get(order.orderId);
      if (standing !== undefined) return Promise.resolve({ added: false, standing });
      orders.set(order.orderId, order);
      return Promise.resolve({ added: true });
    },
    get: (orderId) => Promise.resolve(orders.get(orderId)),
    list: ({ orderDate, after, limit }) => {
      const matching = [...orders.values()]
        .filter((order) => orderDate === undefined || order.orderDate === orderDate)
        .filter((order) => after === undefined || positionOf(order) < after)
        .sort(newestFirst);
      return Promise.resolve({ orders: matching.slice(0, limit), more: matching.length > limit });
    },
  };
}
