import { costsAtRest } from './at-rest';
import type { CostsAtRest } from './at-rest';
import type { Bill } from './bill';
import { costsOfAMillionOrders } from './per-million';
import type { Template } from './template';

/** What a stack costs. */
export interface StackCosts {
  readonly stack: string;
  /** A month. */
  readonly atRest: CostsAtRest;
  readonly perMillionOrders: Bill;
}

/** Returns what a stack costs; one that is not there costs nothing. */
export function stackCosts(stack: string, template: Template = { Resources: {} }): StackCosts {
  return {
    stack,
    atRest: costsAtRest(template),
    perMillionOrders: costsOfAMillionOrders(template),
  };
}
