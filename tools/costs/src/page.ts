/** The generated part of `docs/costs.md`. */
import { costsOfStack, priceTable } from './markdown';
import { date, region, source } from './prices';
import type { StackCosts } from './stack-costs';

const START = '<!-- costs -->';
const END = '<!-- /costs -->';

/** The stacks on the page: the consumer's, and one service's as an example. */
const SHOWN = [/^consumer-infra-/, /^food-service-/];

/**
 * Returns the page with updated tables.
 * @throws Error when the page lacks the markers around the tables, or a stack is missing
 */
export function pageWithCosts(page: string, stacks: readonly StackCosts[]): string {
  const [head, rest] = page.split(START);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined)
    throw new Error(`the page has no ${START} … ${END}`);
  const shown = SHOWN.map((name) => {
    const found = stacks.find(({ stack }) => name.test(stack));
    if (found === undefined) throw new Error(`no stack matches ${name.source}`);
    return costsOfStack(found);
  });
  const tables = [
    ...shown,
    `The prices of \`${region}\`: ${source}, as of ${date}.`,
    priceTable(),
  ].join('\n\n');
  return `${head}${START}\n\n${tables}\n\n${END}${tail}`;
}
