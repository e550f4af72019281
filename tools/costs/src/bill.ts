/** Amounts of what is billed. */
import { priceOf } from './prices';
import type { PriceId } from './prices';

/** So many units of something that has a price. */
export interface BilledItem {
  readonly price: PriceId;
  /** In the unit of the price. */
  readonly quantity: number;
}

/** What costs something, once each, in the order in which it comes first. */
export class Bill {
  readonly items: readonly BilledItem[];

  constructor(items: readonly BilledItem[]) {
    const sums = new Map<PriceId, number>();
    for (const { price, quantity } of items) sums.set(price, (sums.get(price) ?? 0) + quantity);
    this.items = [...sums].map(([price, quantity]) => ({ price, quantity }));
  }

  /** In dollars. */
  get sum(): number {
    return this.items.reduce((sum, item) => sum + dollarsOf(item), 0);
  }

  /** How many units there are of it. */
  quantityOf(price: PriceId): number {
    return this.items.find((item) => item.price === price)?.quantity ?? 0;
  }
}

export function dollarsOf({ price, quantity }: BilledItem): number {
  return quantity * priceOf(price).dollars;
}
