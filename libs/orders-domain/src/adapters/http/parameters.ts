/** The parameters of the calls. A parameter that is not known is ignored; a known one must be right. */
import * as z from 'zod/mini';
import { orderDateSchema } from '../../domain/order';
import type { OrderQuery } from '../../ports/order-store';
import { defaultPageLimit, maxPageLimit } from '../../use-cases/list-orders';
import type { Cursors } from './cursor';
import type { HttpRequest } from './request';
import { RequestError } from './request-error';

/** 1 to 255 printable ASCII characters, without outer space: that is not part of a header's value. */
export const idempotencyKeySchema = z
  .string()
  .check(
    z.regex(
      /^[!-~](?:[ -~]{0,253}[!-~])?$/,
      'must have 1 to 255 printable ASCII characters besides outer space',
    ),
  );

/** The size of a page, as text: `1` to `100`. */
export const limitSchema = z
  .string()
  .check(z.regex(/^(?:[1-9]\d?|100)$/, `must be a whole number from 1 to ${maxPageLimit}`));

/** @throws RequestError REQUEST.INVALID_PARAMETER, REQUEST.INVALID_CURSOR */
export function readOrderQuery(request: HttpRequest, cursors: Cursors): OrderQuery {
  const orderDate = checked(
    'orderDate',
    orderDateSchema,
    single('orderDate', request.query('orderDate')),
  );
  const limit = checked('limit', limitSchema, single('limit', request.query('limit')));
  const token = single('nextToken', request.query('nextToken'));
  return {
    orderDate,
    limit: limit === undefined ? defaultPageLimit : Number(limit),
    after: token === undefined ? undefined : cursors.decode(token, orderDate),
  };
}

/** @throws RequestError REQUEST.INVALID_PARAMETER */
export function readIdempotencyKey(request: HttpRequest): string | undefined {
  const key = single('Idempotency-Key', request.header('idempotency-key'));
  // Space around a header's value is not part of it (RFC 9110, 5.5).
  return checked('Idempotency-Key', idempotencyKeySchema, key?.trim());
}

/**
 * Refuses a body that says it is not JSON. A body that says nothing counts as JSON, as it does for API Gateway
 * when it picks the model: otherwise the two would answer the same request differently.
 * @throws RequestError REQUEST.UNSUPPORTED_MEDIA_TYPE
 */
export function requireJson(request: HttpRequest): void {
  const [contentType = 'application/json'] = request.header('content-type');
  // The name of a media type has no case, and parameters may follow it (RFC 9110, 8.3.1).
  if (!/^\s*application\/json\s*(?:;|$)/i.test(contentType)) {
    throw new RequestError(
      'REQUEST.UNSUPPORTED_MEDIA_TYPE',
      'Send the order as JSON, with Content-Type: application/json.',
    );
  }
}

/** Which of several values is meant is not ours to guess. */
function single(name: string, values: readonly string[]): string | undefined {
  if (values.length > 1) throw invalidParameter(`${name} must be given once`);
  return values[0];
}

function checked(
  name: string,
  schema: z.ZodMiniType<string>,
  value: string | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw invalidParameter(`${name} ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
}

function invalidParameter(detail: string): RequestError {
  return new RequestError('REQUEST.INVALID_PARAMETER', `${detail}.`);
}
