/** The order and the schemas of its fields, from which bodies, models and documents are generated. */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { utcTime, type Fields } from './fields';
import type { ServiceDefinition } from './service';
import { character, text } from './text';

/** 32 lower-case hexadecimal digits. */
export const orderIdSchema = text().check(
  z.regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hexadecimal digits'),
);

/** ISO 8601, UTC, with milliseconds: a fixed length, so that text order is time order. */
export const createdAtSchema = text().check(
  z.regex(utcTime, 'must be a UTC time with milliseconds'),
);

/** A day that exists in the calendar, as YYYY-MM-DD (UTC). */
export const orderDateSchema = text().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date as YYYY-MM-DD', abort: true }),
  z.refine(isCalendarDay, 'must be a day that exists'),
);

const visible = character(String.raw`\s`);

/** The pattern counts characters without outer space: the same rule for API Gateway, which cannot trim. */
const namePattern = new RegExp(
  String.raw`^\s*${visible}(?:${character()}{0,198}${visible})?\s*$`,
  'u',
);

/** The name as a caller may send it, trimmed. */
export const fullNameSchema = text().check(
  z.regex(
    namePattern,
    'must have 1 to 200 characters of valid Unicode, not counting surrounding white space',
  ),
  z.trim(),
  z.describe(
    'The name of the customer: 1 to 200 characters (code points), not counting surrounding white space, which is removed. ' +
      'Unpaired surrogates and U+FFFD, which replaces bytes that are not UTF-8, are not allowed.',
  ),
);

/** The fields of every order of every service. */
export const orderSchema = z.object({
  orderId: orderIdSchema,
  orderDate: orderDateSchema,
  createdAt: createdAtSchema,
  fullName: z.string(),
  // Any text: an order stays readable after its item has left the menu.
  item: z.string(),
});

/** The fields of every order of every service. */
export type BaseOrder = z.infer<typeof orderSchema>;

/** An order in the domain and the store: the base, and the fields and state of its service. */
export type Order = BaseOrder & Readonly<Record<string, unknown>>;

type Values<F> = {
  readonly [Name in keyof F]: F[Name] extends z.ZodMiniType ? z.output<F[Name]> : never;
};

/** An order of one service, with the types of its fields and its state. */
export type OrderOf<S extends ServiceDefinition> = BaseOrder &
  Values<S['fields']> &
  Values<S['state']>;

/**
 * The part of an order that the caller sets: name, item, and every field of its service, `undefined` if it is
 * omitted.
 */
export type OrderRequest = Pick<BaseOrder, 'fullName' | 'item'> & Readonly<Record<string, unknown>>;

/** Returns a new order. Its date is the UTC day of `now`. */
export function createOrder(orderId: string, request: OrderRequest, now: Date): Order {
  const createdAt = now.toISOString();
  const decided = Object.entries(request).filter(([, value]) => value !== undefined);
  return {
    orderId,
    orderDate: createdAt.slice(0, 10),
    createdAt,
    ...(Object.fromEntries(decided) as OrderRequest),
  };
}

/**
 * Returns whether an order has the values of a request, regardless of its time and its state.
 * @param order an order with every field of its service, including defaults
 */
export function matchesRequest(request: OrderRequest, order: Order): boolean {
  return Object.entries(request).every(([name, value]) => isDeepStrictEqual(order[name], value));
}

/** Returns the stored values of fields, or the default of a field that was added after the order. */
export function storedValues(
  fields: Fields,
  item: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values = Object.entries(fields).map(([name, field]): [string, unknown] => [
    name,
    // Stored values were validated before; a stricter rule must not make an order unreadable.
    item[name] ?? z.parse(field, undefined),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** By arithmetic: a `Date` for each order takes 3 % of the CPU time of a page. */
function isCalendarDay(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  return day >= 1 && day <= daysOf(year, month);
}

/** Returns the days of a month in the Gregorian calendar; 0 for an invalid month. */
function daysOf(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  if ([4, 6, 9, 11].includes(month)) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
