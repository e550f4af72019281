/**
 * What the use cases need of a store. Three small ports, since each function may do one thing only and its
 * role allows no more.
 */
import type { Order } from '../domain/order';

/** Whether an order was added, or which order stands under its ID instead. */
export type AddOutcome =
  { readonly added: true } | { readonly added: false; readonly standing: Order };

/** Adds orders. */
export interface OrderWriter {
  /**
   * Adds the order unless its ID is taken, in one step. Writers retry: the standing order may be this very
   * one, written by an attempt whose answer was lost.
   * @throws OrderError SERVICE.UNAVAILABLE; the order may then exist or not
   */
  add(order: Order): Promise<AddOutcome>;
}

/** Finds an order. */
export interface OrderReader {
  /**
   * The order under an ID, including one that was added a moment ago.
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  get(orderId: string): Promise<Order | undefined>;
}

/** Which orders to list. */
export interface OrderQuery {
  /** One UTC day (YYYY-MM-DD); all days without it. */
  readonly orderDate?: string | undefined;
  /** Only orders older than this position (see order-position); it lies within `orderDate`. */
  readonly after?: string | undefined;
  /** At most so many orders, from 1. */
  readonly limit: number;
}

/** Some orders, newest first, and whether older ones follow. */
export interface OrderPage {
  readonly orders: readonly Order[];
  readonly more: boolean;
}

/** Lists orders. */
export interface OrderLister {
  /**
   * A page of orders, newest first. A new order may take a moment to appear.
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  list(query: OrderQuery): Promise<OrderPage>;
}

/** A store that can do all three. */
export interface OrderStore extends OrderWriter, OrderReader, OrderLister {}
