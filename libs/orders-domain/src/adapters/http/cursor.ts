/**
 * The `nextToken`: the position of the last order of a page, the day it was listed for, and a check of the list
 * that it belongs to, as base64url JSON. Opaque to callers, so its content may change with its version.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { orderDateSchema } from '../../domain/order';
import { orderPositionSchema, positionRange } from '../../domain/order-position';
import { RequestError } from './request-error';

const cursorSchema = z.strictObject({
  v: z.literal(2),
  after: orderPositionSchema,
  orderDate: z.optional(orderDateSchema),
  check: z.string(),
});

/** The form of a token; real tokens have far fewer than 512 characters, and longer ones are not decoded. */
export const nextTokenSchema = z
  .string()
  .check(z.maxLength(512), z.regex(/^[A-Za-z0-9_-]+$/, 'must be the nextToken of a response'));

/** Writes and reads the tokens of one list. */
export interface Cursors {
  /** Returns the token of the page that follows a position. */
  readonly encode: (after: string, orderDate: string | undefined) => string;
  /**
   * Returns the position in a token.
   * @throws RequestError REQUEST.INVALID_CURSOR when the token is of another list or version, was modified,
   * or was issued for another orderDate
   */
  readonly decode: (token: string, orderDate: string | undefined) => string;
}

/**
 * Returns the tokens of a list. The checksum detects a token of another list, or a damaged one. It needs no
 * secret: a forged position leads to no order that the same list would not return anyway.
 * @param list names the list, such as a service and its table
 */
export function cursorsOf(list: string): Cursors {
  const encode: Cursors['encode'] = (after, orderDate) => {
    const check = checkOf([list, orderDate ?? '', after]);
    return Buffer.from(JSON.stringify({ v: 2, after, orderDate, check })).toString('base64url');
  };
  return {
    encode,
    decode: (token, orderDate) => {
      const cursor = z.safeParse(cursorSchema, parseToken(token));
      // Encoding it again rejects a wrong checksum, and alternative encodings that base64 and JSON allow.
      if (!cursor.success || encode(cursor.data.after, cursor.data.orderDate) !== token) {
        throw invalidCursor('The nextToken does not belong to this list. Start again without it.');
      }
      const { after } = cursor.data;
      const { from, to } = positionRange(orderDate);
      if (cursor.data.orderDate !== orderDate || after < from || after > to) {
        throw invalidCursor(
          'The nextToken belongs to another orderDate. Send the same orderDate for each page.',
        );
      }
      return after;
    },
  };
}

/**
 * Returns the checksum of the parts. No part contains a line feed, so different lists have different texts.
 */
function checkOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

function parseToken(token: string): unknown {
  if (!z.safeParse(nextTokenSchema, token).success) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function invalidCursor(detail: string): RequestError {
  return new RequestError('REQUEST.INVALID_CURSOR', detail);
}
