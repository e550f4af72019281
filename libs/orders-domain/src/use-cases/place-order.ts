/** Places an order exactly once, regardless of how often it is sent. */
import { OrderError } from '../domain/errors';
import { matchesRequest, createOrder, type Order, type OrderRequest } from '../domain/order';
import { orderIdFromKey } from '../domain/order-id';
import type { OrderWriter } from '../ports/order-store';

/** The ports of {@link placeOrder}. */
export interface PlaceOrderPorts {
  readonly orders: OrderWriter;
  readonly now: () => Date;
  readonly newOrderId: () => string;
}

/** An order to place. */
export interface PlaceOrderCommand {
  readonly serviceName: string;
  readonly request: OrderRequest;
  /** Requests with the same key place one order. */
  readonly idempotencyKey?: string | undefined;
}

/** The stored order, and whether an earlier request placed it. */
export interface PlacedOrder {
  readonly order: Order;
  readonly replayed: boolean;
}

/**
 * Returns the use case.
 * @throws OrderError ORDER.IDEMPOTENCY_KEY_REUSED, SERVICE.UNAVAILABLE
 */
export function placeOrder(ports: PlaceOrderPorts) {
  return (command: PlaceOrderCommand): Promise<PlacedOrder> =>
    command.idempotencyKey === undefined
      ? placeUnderNewId(ports, command)
      : placeUnderKey(ports, command, command.idempotencyKey);
}

async function placeUnderKey(
  ports: PlaceOrderPorts,
  command: PlaceOrderCommand,
  key: string,
): Promise<PlacedOrder> {
  const order = createOrder(orderIdFromKey(command.serviceName, key), command.request, ports.now());
  const existing = await addOrFind(ports.orders, order);
  if (!matchesRequest(command.request, existing)) {
    throw new OrderError(
      'ORDER.IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key has placed a different order before. Use a new key for a new order.',
    );
  }
  return { order: existing, replayed: existing.createdAt !== order.createdAt };
}

/** A retry of the store may find what its first attempt wrote; any other order with a random ID is someone else's. */
async function placeUnderNewId(
  ports: PlaceOrderPorts,
  command: PlaceOrderCommand,
): Promise<PlacedOrder> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const order = createOrder(ports.newOrderId(), command.request, ports.now());
    const existing = await addOrFind(ports.orders, order);
    if (matchesRequest(command.request, existing) && existing.createdAt === order.createdAt) {
      return { order, replayed: false };
    }
  }
  throw new Error(
    'two random order IDs in a row already existed: the random number generator is broken',
  );
}

async function addOrFind(orders: OrderWriter, order: Order): Promise<Order> {
  const outcome = await orders.add(order);
  return outcome.added ? order : outcome.existing;
}
