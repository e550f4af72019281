/**
 * The ports of the use cases to a store. They are small, since each function needs one permission only.
 */
import type { FieldCondition } from '../domain/field-condition';
import type { BaseOrder, Order } from '../domain/order';

export type { FieldCondition };

/** Whether the order was added, or the existing order with its ID. */
export type AddOutcome =
  { readonly added: true } | { readonly added: false; readonly existing: Order };

/** Adds orders. */
export interface OrderWriter {
  /**
   * Adds the order atomically unless its ID exists. Writers retry: the existing order may be this one, written
   * by an attempt whose response was lost.
   * @throws OrderError SERVICE.UNAVAILABLE; the order may exist or not
   */
  add(order: Order): Promise<AddOutcome>;
}

/** Reads an order. */
export interface OrderReader<O extends BaseOrder = Order> {
  /**
   * Returns the order with an ID (strongly consistent); undefined if there is none, or the ID is invalid.
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  get(orderId: string): Promise<O | undefined>;
}

/** Selects the orders to list. */
export interface OrderQuery {
  /** One UTC day (YYYY-MM-DD); all days without it. */
  readonly orderDate?: string | undefined;
  /** Only orders older than this position (see order-position); it lies within `orderDate`. */
  readonly after?: string | undefined;
  /** The maximum number of orders, at least 1. */
  readonly limit: number;
}

/** A page of orders, newest first, and whether older ones follow. */
export interface OrderPage<O extends BaseOrder = Order> {
  readonly orders: readonly O[];
  readonly more: boolean;
}

/** Lists orders. */
export interface OrderLister<O extends BaseOrder = Order> {
  /**
   * Returns a page of orders, newest first (eventually consistent).
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  list(query: OrderQuery): Promise<OrderPage<O>>;
}

/** An atomic change of an order. */
export interface OrderChange<O extends BaseOrder = Order> {
  /** New values of custom fields. */
  readonly set: Readonly<Partial<Omit<O, keyof BaseOrder>>>;
  /** Conditions that the stored order has to meet, all of them. @default that it exists */
  readonly onlyIf?: { readonly [Name in keyof O]?: FieldCondition };
}

/** The changed order, or the existing one that does not meet the conditions; undefined if there is none. */
export type UpdateOutcome<O extends BaseOrder = Order> =
  | { readonly updated: true; readonly order: O }
  | { readonly updated: false; readonly existing: O | undefined };

/** Changes an order. */
export interface OrderUpdater<O extends BaseOrder = Order> {
  /**
   * Sets fields of an order atomically if it meets the conditions. Writers retry: an order that already has the
   * new values counts as updated.
   * @throws OrderError SERVICE.UNAVAILABLE; the order may be changed or not
   */
  update(orderId: string, change: OrderChange<O>): Promise<UpdateOutcome<O>>;
}

/** Finds orders by the value of a field, through an index of it. */
export interface OrderFinder<O extends BaseOrder = Order> {
  /**
   * Returns a page of the orders with this value, newest first (eventually consistent).
   * @throws OrderError SERVICE.UNAVAILABLE
   */
  find(value: string | number, query: OrderQuery): Promise<OrderPage<O>>;
}

/** A store with all operations except for `find`, which needs an index. */
export interface OrderStore<O extends BaseOrder = Order>
  extends OrderWriter, OrderReader<O>, OrderLister<O>, OrderUpdater<O> {}
