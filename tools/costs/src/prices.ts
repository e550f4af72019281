/** List prices, by what is billed. */
import data from './prices.json';

export type PriceId = keyof typeof data.prices;

/** What one unit of something costs. */
export interface Price {
  /** What is billed, as a table says it. */
  readonly of: string;
  /** What it is counted in; a month of it, unless it is an amount. */
  readonly unit: string;
  /** Of the United States. */
  readonly dollars: number;
  /** AWS's page that says so. */
  readonly page: string;
}

const prices: Readonly<Record<PriceId, Price>> = data.prices;

export const { source, date, region, hoursPerMonth, order } = data;

export function priceOf(id: PriceId): Price {
  return prices[id];
}

/** Whether something has a price. */
export function isPriced(id: string): id is PriceId {
  return Object.hasOwn(prices, id);
}

/** All prices, in the order of their names. */
export const allPrices: readonly Price[] = Object.values(prices).sort((one, other) =>
  one.of.localeCompare(other.of),
);
