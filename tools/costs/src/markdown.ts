/** Formats costs as Markdown tables. */
import { dollarsOf } from './bill';
import type { Bill, BilledItem } from './bill';
import { allPrices, priceOf } from './prices';
import type { StackCosts } from './stack-costs';

/** Returns a stack's costs: a table at rest, and one for each million orders. */
export function costsOfStack({ stack, atRest, perMillionOrders }: StackCosts): string {
  return [
    billTable(`\`${stack}\`, a month at rest`, atRest.bill),
    billTable(`\`${stack}\`, each million orders`, perMillionOrders),
  ].join('\n\n');
}

function billTable(title: string, bill: Bill): string {
  const rows = bill.items.map((item) => [
    priceOf(item.price).of,
    `${amount(item)} × ${String(priceOf(item.price).dollars)}`,
    dollars(dollarsOf(item)),
  ]);
  return table([title, 'arithmetic', '$'], [...rows, ['**sum**', '', `**${dollars(bill.sum)}**`]]);
}

/** Returns the table of prices, with links to their sources. */
export function priceTable(): string {
  const rows = allPrices.map(({ of, unit, dollars: price, page }) => [
    `[${of}](${page})`,
    unit,
    String(price),
  ]);
  return table(['what', 'each', '$'], rows);
}

/**
 * Returns the costs of a change of templates, as a section of a comment.
 *
 * @param before the stacks before the change; a new stack has no costs there
 */
export function comparison(before: readonly StackCosts[], now: readonly StackCosts[]): string {
  const rows = now.flatMap((after) => {
    const earlier = before.find(({ stack }) => stack === after.stack);
    return earlier === undefined ? [] : changesOf(earlier, after);
  });
  const unpriced = now.flatMap(({ stack, atRest }) =>
    atRest.unpriced.map((what) => `- \`${what}\` of \`${stack}\``),
  );
  return [
    '## What it costs',
    `${change('A month at rest', before, now, ({ atRest }) => atRest.bill)} ${change('Each million orders', before, now, ({ perMillionOrders }) => perMillionOrders)}`,
    ...(rows.length > 0 ? [table(['stack', 'what', 'before', 'now', '$'], rows)] : []),
    ...(unpriced.length > 0
      ? [['Without a price in `tools/costs` and therefore not counted:', ...unpriced].join('\n')]
      : []),
    '',
  ].join('\n\n');
}

function change(
  title: string,
  before: readonly StackCosts[],
  now: readonly StackCosts[],
  billOf: (costs: StackCosts) => Bill,
): string {
  const sum = (all: readonly StackCosts[]) => all.reduce((all_, one) => all_ + billOf(one).sum, 0);
  const [was, is] = [dollars(sum(before)), dollars(sum(now))];
  return was === is ? `${title}: $${is}, as before.` : `${title}: **$${is}**, before $${was}.`;
}

function changesOf(before: StackCosts, now: StackCosts): string[][] {
  const bills = [
    [before.atRest.bill, now.atRest.bill, 'a month'],
    [before.perMillionOrders, now.perMillionOrders, 'a million orders'],
  ] as const;
  return bills.flatMap(([was, is, per]) => {
    const names = [...new Set([...was.items, ...is.items].map(({ price }) => price))];
    return names
      .map((price) => ({ price, was: was.quantityOf(price), is: is.quantityOf(price) }))
      .filter((one) => one.was !== one.is)
      .map(({ price, was: from, is: to }) => [
        `\`${now.stack}\``,
        `${priceOf(price).of}, ${per}`,
        amount({ price, quantity: from }),
        amount({ price, quantity: to }),
        signed(dollarsOf({ price, quantity: to - from })),
      ]);
  });
}

/** Returns a quantity with as few digits as needed. */
function amount({ quantity }: Pick<BilledItem, 'quantity'> & Partial<BilledItem>): string {
  const digits = Number.isInteger(quantity) ? 0 : quantity < 1 ? 4 : 2;
  return quantity.toLocaleString('en-US', { maximumFractionDigits: digits });
}

function dollars(value: number): string {
  return value.toFixed(2);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${dollars(Math.abs(value))}`;
}

/** Returns a table as Prettier formats it: padded columns, with the last one aligned right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const last = head.length - 1;
  const widths = head.map((_, index) =>
    Math.max(3, ...[head, ...rows].map((cells) => cells[index]?.length ?? 0)),
  );
  const padded = (cell: string, index: number) => {
    const width = widths[index] ?? 0;
    return index === last ? cell.padStart(width) : cell.padEnd(width);
  };
  const line = (cells: readonly string[]) => `| ${cells.map(padded).join(' | ')} |`;
  const rule = widths.map((width, index) =>
    index === last ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
