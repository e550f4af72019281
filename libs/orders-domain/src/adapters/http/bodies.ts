/**
 * The JSON bodies. Each schema is the source of a TypeScript type, a runtime check, an API Gateway model and
 * a part of the OpenAPI document.
 */
import * as z from 'zod/mini';
import { fullNameSchema, orderSchema, type Order, type OrderRequest } from '../../domain/order';
import type { ServiceDefinition } from '../../domain/service';
import { maxPageLimit } from '../../use-cases/list-orders';
import type { HttpRequest } from './request';
import { RequestError } from './request-error';

/** What every placed order is answered with. */
export const placedMessage = 'successfully placed order!';

/** The body of `POST /orders`. */
export function placeOrderBody<Name extends string, Item extends string>(
  service: ServiceDefinition<Name, Item>,
) {
  const menuItem = z.enum(service.items, {
    error: ({ input }) =>
      input === undefined ? 'is missing' : `must be one of: ${service.items.join(', ')}`,
  });
  return z.strictObject({ fullName: fullNameSchema, ...named(service.name, menuItem) });
}

/** An order as it is answered: its item stands under the service's name. */
export function orderBody<Name extends string>(service: ServiceDefinition<Name>) {
  const { item, ...fields } = orderSchema.shape;
  return z.strictObject({ ...fields, ...named(service.name, item) });
}

/** The answer of `POST /orders`. */
export function placedOrderBody<Name extends string>(service: ServiceDefinition<Name>) {
  return z.strictObject({ message: z.literal(placedMessage), order: orderBody(service) });
}

/** The answer of `GET /orders`. */
export function orderListBody<Name extends string>(service: ServiceDefinition<Name>) {
  return z.strictObject({
    orders: z.array(orderBody(service)).check(z.maxLength(maxPageLimit)),
    nextToken: z.optional(
      z.string().check(z.describe('Asks for the next page; absent on the last one.')),
    ),
  });
}

/** The body of `POST /orders` of a service. */
export type PlaceOrderBody<S extends ServiceDefinition> = z.infer<
  ReturnType<typeof placeOrderBody<S['name'], S['items'][number]>>
>;
/** An order of a service, as it is answered. */
export type OrderBody<S extends ServiceDefinition> = z.infer<
  ReturnType<typeof orderBody<S['name']>>
>;
/** The answer of `POST /orders` of a service. */
export type PlacedOrderBody<S extends ServiceDefinition> = z.infer<
  ReturnType<typeof placedOrderBody<S['name']>>
>;
/** The answer of `GET /orders` of a service. */
export type OrderListBody<S extends ServiceDefinition> = z.infer<
  ReturnType<typeof orderListBody<S['name']>>
>;

/** An order as it is answered by a service. */
export function toOrderBody(
  service: ServiceDefinition,
  { item, ...fields }: Order,
): Record<string, string> {
  return { ...fields, [service.name]: item };
}

/**
 * Builds the reader of a `POST /orders` body. The reader throws RequestError REQUEST.MALFORMED_JSON when the
 * body is not JSON in UTF-8, and REQUEST.INVALID_BODY when it is missing or not an order.
 */
export function placeOrderBodyReader(service: ServiceDefinition) {
  const schema = z.pipe(
    placeOrderBody(service),
    // The schema requires both; only TypeScript loses sight of fields beside a computed key.
    z.transform(({ fullName = '', [service.name]: item = '' }): OrderRequest => ({
      fullName,
      item,
    })),
  );
  return (request: HttpRequest): OrderRequest => {
    const parsed = z.safeParse(schema, parseJson(request.body));
    if (parsed.success) return parsed.data;
    throw invalidBody(parsed.error.issues.map(describeIssue).join('; '));
  };
}

function parseJson(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0) throw invalidBody('The request has no body.');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser's own message quotes the body, which holds a name.
    throw new RequestError('REQUEST.MALFORMED_JSON', 'The body is not JSON in UTF-8.');
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `${JSON.stringify(key.slice(0, 40))} is not a known field`;
  }
  const [field] = issue.path;
  return field === undefined
    ? 'The body must be a JSON object'
    : `${String(field)} ${issue.message}`;
}

function invalidBody(detail: string): RequestError {
  return new RequestError('REQUEST.INVALID_BODY', detail);
}

/** A computed key keeps its literal type only this way. */
function named<Key extends string, Value>(key: Key, value: Value): Record<Key, Value> {
  return { [key]: value } as Record<Key, Value>;
}
