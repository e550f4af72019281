/** The store's ports in memory, for tests of use cases and handlers. */
import { isDeepStrictEqual } from 'node:util';
import { meets, type FieldCondition } from '../../src/domain/field-condition';
import type { Order } from '../../src/domain/order';
import { newestFirst, positionOf } from '../../src/domain/order-position';
import type { OrderFinder, OrderPage, OrderQuery, OrderStore } from '../../src/ports/order-store';

/** A store with all operations, and a finder for each field. */
export interface InMemoryOrderStore extends OrderStore {
  /** Finds orders by a field, as an index of it does. */
  readonly by: (field: string) => OrderFinder;
}

/**
 * Returns an empty store.
 *
 * @param read converts stored orders to returned ones. @default the order as it was stored
 */
export function inMemoryOrderStore(
  read: (order: Order) => Order = (order) => order,
): InMemoryOrderStore {
  const orders = new Map<string, Order>();
  const page = (
    matches: (order: Order) => boolean,
    { orderDate, after, limit }: OrderQuery,
  ): OrderPage => {
    const matching = [...orders.values()]
      .filter(matches)
      .filter((order) => orderDate === undefined || order.orderDate === orderDate)
      .filter((order) => after === undefined || positionOf(order) < after)
      .sort(newestFirst);
    return { orders: matching.slice(0, limit).map(read), more: matching.length > limit };
  };
  return {
    add: (order) => {
      const existing = orders.get(order.orderId);
      if (existing !== undefined)
        return Promise.resolve({ added: false, existing: read(existing) });
      orders.set(order.orderId, order);
      return Promise.resolve({ added: true });
    },
    get: (orderId) => {
      const order = orders.get(orderId);
      return Promise.resolve(order && read(order));
    },
    list: (query) => Promise.resolve(page(() => true, query)),
    update: (orderId, { set, onlyIf = {} }) => {
      const existing = orders.get(orderId);
      const isMet =
        existing !== undefined &&
        Object.entries(onlyIf).every(([name, required]) => {
          const condition = required as FieldCondition;
          return meets('absent' in condition ? existing[name] : read(existing)[name], condition);
        });
      if (!isMet && !isMade(existing, set)) {
        return Promise.resolve({ updated: false, existing: existing && read(existing) });
      }
      const order = { ...existing, ...set } as Order;
      orders.set(orderId, order);
      return Promise.resolve({ updated: true, order: read(order) });
    },
    by: (field) => ({
      find: (value, query) => Promise.resolve(page((order) => order[field] === value, query)),
    }),
  };
}

function isMade(existing: Order | undefined, set: Readonly<Record<string, unknown>>): boolean {
  return (
    existing !== undefined &&
    Object.entries(set).every(([name, value]) => isDeepStrictEqual(existing[name], value))
  );
}
