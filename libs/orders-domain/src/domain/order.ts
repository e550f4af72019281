/** The order, and the rule for each of its fields. Bodies, models and documents are built from these rules. */
import * as z from 'zod/mini';

/** Says whether a field is missing or of the wrong kind, since a caller mends the two differently. */
const text = (kind = 'must be text') =>
  z.string({ error: (issue) => (issue.input === undefined ? 'is missing' : kind) });

/** 32 lower-case hexadecimal digits. */
export const orderIdSchema = text().check(
  z.regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hexadecimal digits'),
);

/** ISO 8601, UTC, with milliseconds: a fixed length, so that text order is time order. */
export const createdAtSchema = text().check(
  z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'must be a UTC time with milliseconds'),
);

/** A day that exists in the calendar, as YYYY-MM-DD (UTC). */
export const orderDateSchema = text().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date as YYYY-MM-DD', abort: true }),
  z.refine(isCalendarDay, 'must be a day that exists'),
);

/**
 * One character of a name, for a pattern. API Gateway's validator reads patterns without the `u` flag, so there a
 * character outside the Basic Multilingual Plane is two; this matches it as one with and without the flag. Half
 * of such a pair is refused, since it has no UTF-8 form and the table would return another name than was sent.
 * So is U+FFFD: API Gateway puts it in the place of bytes that are not UTF-8.
 */
const character = (except = '') =>
  String.raw`(?:[^${except}\uD800-\uDFFF\uFFFD]|[\uD800-\uDBFF][\uDC00-\uDFFF])`;
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
    'must have 1 to 200 characters besides outer space, each of them valid Unicode',
  ),
  z.trim(),
  z.describe(
    'Who orders: 1 to 200 characters (code points), not counting white space around them, which is removed. ' +
      'Half a surrogate pair is not a character, nor is U+FFFD, which stands for bytes that are not UTF-8.',
  ),
);

/** An order as the domain and the store know it. */
export const orderSchema = z.object({
  orderId: orderIdSchema,
  orderDate: orderDateSchema,
  createdAt: createdAtSchema,
  fullName: z.string(),
  // Any text: an order stays readable after its item has left the menu.
  item: z.string(),
});

/** An order as the domain and the store know it. */
export type Order = z.infer<typeof orderSchema>;

/** What a caller decides about an order. */
export type OrderRequest = Pick<Order, 'fullName' | 'item'>;

/** Makes an order at a time; its date is that time's UTC day. */
export function createOrder(orderId: string, request: OrderRequest, now: Date): Order {
  const createdAt = now.toISOString();
  const { fullName, item } = request;
  return { orderId, orderDate: createdAt.slice(0, 10), createdAt, fullName, item };
}

/** Whether two orders ask for the same, whenever they were made. */
export function asksTheSame(a: OrderRequest, b: OrderRequest): boolean {
  return a.fullName === b.fullName && a.item === b.item;
}

function isCalendarDay(value: string): boolean {
  const midnight = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}
