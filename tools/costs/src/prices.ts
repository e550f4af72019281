/** List prices, by what is billed. */
import data from './prices.json';

export type PriceId = keyof typeof data.prices;

/** The price of one unit. */
export interface Price {
  /** What is billed, as shown in tables. */
  readonly of: string;
  /** The billed unit, such as a month. */
  readonly unit: string;
  /** Price per unit in US dollars. */
  readonly dollars: number;
  /** URL of AWS's pricing page. */
  readonly page: string;
}

const prices: Readonly<Record<PriceId, Price>> = data.prices;

export const { source, date, region, hoursPerMonth, order } = data;

export function priceOf(id: PriceId): Price {
  return prices[id];
}

/** Returns whether something has a price. */
export function isPriced(id: string): id is PriceId {
  return Object.hasOwn(prices, id);
}

/** All prices, in the order of their names. */
export const allPrices: readonly Price[] = Object.values(prices).sort((one, other) =>
  one.of.localeCompare(other.of),
);
