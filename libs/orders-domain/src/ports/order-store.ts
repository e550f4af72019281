/**
 * What the use cases need of a store. Small ports, since each function may do one thing only and its role allows
 * no more.
 */
import type { BaseOrder, Order } from '../domain/order';

/** Whether the order was added, or which order already has its ID. */
export type AddOutcome =
  { readonly added: true } | { readonly added: false; readonly existing: Order };

/** Adds orders. */
export interface OrderWriter {
  /**
   * Adds the order unless its ID is taken, in one step. Writers retry: the existing order may be this very
   * one, written by an attempt whose answer was lost.
   * @throws OrderError SERVICE.UNAVAILABLE; the order may then exist or not
   */
  add(order: Order): Promise<AddOutcome>;
}

/** Reads an order. */
export interface OrderReader<O extends BaseOrder = Order> {
  /**
   * The order under an ID, including one that was added a moment ago; none under what is no ID.
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  get(orderId: string): Promise<O | undefined>;
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
export interface OrderPage<O extends BaseOrder = Order> {
  readonly orders: readonly O[];
  readonly more: boolean;
}

/** Lists orders. */
export interface OrderLister<O extends BaseOrder = Order> {
  /**
   * A page of orders, newest first. A new order may take a moment to appear.
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  list(query: OrderQuery): Promise<OrderPage<O>>;
}

/** What a field of the stored order has to be for a change to be made. An absent field meets `absent` alone. */
export type FieldCondition =
  | { readonly absent: true }
  | { readonly equals: string | number | boolean }
  | { readonly atLeast: string | number }
  | { readonly atMost: string | number };

/** A change of an order, made whole or not at all. */
export interface OrderChange<O extends BaseOrder = Order> {
  /** New values, never of what every order has. */
  readonly set: Readonly<Partial<Omit<O, keyof BaseOrder>>>;
  /** All of them have to hold of the stored order. @default that there is an order */
  readonly onlyIf?: { readonly [Name in keyof O]?: FieldCondition };
}

/** The changed order, or what stands in the way: the order as it is, or undefined if there is none. */
export type UpdateOutcome<O extends BaseOrder = Order> =
  | { readonly updated: true; readonly order: O }
  | { readonly updated: false; readonly existing: O | undefined };

/** Changes an order. */
export interface OrderUpdater<O extends BaseOrder = Order> {
  /**
   * Sets fields of an order in one step, if it meets the conditions. Writers retry: an order that has the new
   * values already counts as updated.
   * @throws OrderError SERVICE.UNAVAILABLE; the order may then be changed or not
   */
  update(orderId: string, change: OrderChange<O>): Promise<UpdateOutcome<O>>;
}

/** Finds orders by the value of a field, through an index of it. */
export interface OrderFinder<O extends BaseOrder = Order> {
  /**
   * A page of the orders with this value, newest first. A new order may take a moment to appear.
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  find(value: string | number, query: OrderQuery): Promise<OrderPage<O>>;
}

/** A store that can do everything but find, which takes an index. */
export interface OrderStore<O extends BaseOrder = Order>
  extends OrderWriter, OrderReader<O>, OrderLister<O>, OrderUpdater<O> {}
