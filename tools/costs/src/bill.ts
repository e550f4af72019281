/** Quantities of billed items, and their sum. */
import { priceOf } from './prices';
import type { PriceId } from './prices';

/** A quantity of something with a price. */
export interface BilledItem {
  readonly price: PriceId;
  /** Quantity in the unit of the price. */
  readonly quantity: number;
}

/** Billed items, merged by price, in the order of their first occurrence. */
export class Bill {
  readonly items: readonly BilledItem[];

  constructor(items: readonly BilledItem[]) {
    const sums = new Map<PriceId, number>();
    for (const { price, quantity } of items) sums.set(price, (sums.get(price) ?? 0) + quantity);
    this.items = [...sums].map(([price, quantity]) => ({ price, quantity }));
  }

  /** The total in US dollars. */
  get sum(): number {
    return this.items.reduce((sum, item) => sum + dollarsOf(item), 0);
  }

  /** Returns the quantity for a price. */
  quantityOf(price: PriceId): number {
    return this.items.find((item) => item.price === price)?.quantity ?? 0;
  }
}

export function dollarsOf({ price, quantity }: BilledItem): number {
  return quantity * priceOf(price).dollars;
}
