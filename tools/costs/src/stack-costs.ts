import { costsAtRest } from './at-rest';
import type { CostsAtRest } from './at-rest';
import type { Bill } from './bill';
import { costsOfAMillionOrders } from './per-million';
import type { Template } from './template';

/** The costs of a stack. */
export interface StackCosts {
  readonly stack: string;
  /** Per month. */
  readonly atRest: CostsAtRest;
  readonly perMillionOrders: Bill;
}

/** Returns the costs of a stack; none without a template. */
export function stackCosts(stack: string, template: Template = { Resources: {} }): StackCosts {
  return {
    stack,
    atRest: costsAtRest(template),
    perMillionOrders: costsOfAMillionOrders(template),
  };
}
