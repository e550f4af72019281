/**
 * The `nextToken`: the position of the last order of a page and the day it was listed for, as base64url JSON.
 * Opaque to callers, so its content may change with its version.
 */
import * as z from 'zod/mini';
import { orderDateSchema } from '../../domain/order';
import { orderPositionSchema, positionRange } from '../../domain/order-position';
import { RequestError } from './request-error';

const cursorSchema = z.strictObject({
  v: z.literal(1),
  after: orderPositionSchema,
  orderDate: z.optional(orderDateSchema),
});

/** Far above any token of ours; a longer one is not worth decoding. */
const maxTokenLength = 512;

/** The token of the page that follows a position. */
export function encodeCursor(after: string, orderDate: string | undefined): string {
  return Buffer.from(JSON.stringify({ v: 1, after, orderDate })).toString('base64url');
}

/**
 * The position in a token.
 * @throws RequestError REQUEST.INVALID_CURSOR when it is not one of ours, or made for another orderDate
 */
export function decodeCursor(token: string, orderDate: string | undefined): string {
  const cursor = z.safeParse(cursorSchema, parseToken(token));
  // Re-encoding refuses the many other spellings that base64 and JSON allow.
  if (!cursor.success || encodeCursor(cursor.data.after, cursor.data.orderDate) !== token) {
    throw new RequestError('REQUEST.INVALID_CURSOR', 'The nextToken is not one of this service.');
  }
  const { after } = cursor.data;
  const { from, to } = positionRange(orderDate);
  if (cursor.data.orderDate !== orderDate || after < from || after > to) {
    throw new RequestError(
      'REQUEST.INVALID_CURSOR',
      'The nextToken was made for another orderDate. Send the same orderDate with each page.',
    );
  }
  return after;
}

function parseToken(token: string): unknown {
  if (token.length > maxTokenLength) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
