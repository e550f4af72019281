/** `POST /orders` */
import * as z from 'zod/mini';
import { fullNameSchema, storedValues, type OrderRequest } from '../../../domain/order';
import type { ServiceDefinition } from '../../../domain/service';
import { placeOrder as placeOrderOnce, type PlaceOrderPorts } from '../../../use-cases/place-order';
import { orderBody, toOrderBody } from '../bodies';
import { exampleKey } from '../example';
import { defineOperation, type Body } from '../operation';
import { operationRoute } from '../operation-route';
import { idempotencyKeySchema } from '../parameters';
import { basePath } from '../paths';
import type { Route } from '../handler';

/** The message in the response to a placed order. */
export const placedMessage = 'successfully placed order!';

/** Returns the schema of the fields that a caller sets. */
function requestSchema(service: ServiceDefinition) {
  const menuItem = z.enum(service.items, {
    error: ({ input }) =>
      input === undefined ? 'is missing' : `must be one of: ${service.items.join(', ')}`,
  });
  return z.strictObject({
    fullName: fullNameSchema,
    ...{ [service.name]: menuItem },
    ...service.fields,
  });
}

/** The body of `POST /orders`. */
export const placeOrderRequest = {
  name: 'PlaceOrder',
  schema: requestSchema,
  example: (order, service) => {
    const { shape } = requestSchema(service);
    return Object.fromEntries(Object.entries(order).filter(([name]) => name in shape));
  },
} as const satisfies Body;

/** The response of `POST /orders`. */
export const placedOrder = {
  name: 'PlacedOrder',
  schema: (service: ServiceDefinition) =>
    z.strictObject({ message: z.literal(placedMessage), order: orderBody.schema(service) }),
  example: (order) => ({ message: placedMessage, order }),
} as const satisfies Body;

/** Places an order, once for each Idempotency-Key. */
export const placeOrder = defineOperation({
  name: 'place-order',
  method: 'POST',
  path: '/orders',
  summary: 'Place an order',
  parameters: {
    'Idempotency-Key': {
      in: 'header',
      schema: idempotencyKeySchema,
      description:
        'Makes a retry safe: the same key with the same body returns the first order again. ' +
        'Without a key, a retry may place a second order.',
      example: exampleKey,
    },
  },
  body: placeOrderRequest,
  success: {
    status: 201,
    description: 'The order is placed, or was placed before under the same Idempotency-Key.',
    body: placedOrder,
    headers: {
      Location: {
        description: "The order's path.",
        schema: { type: 'string', format: 'uri-reference' },
        example: ({ orderId }) => locationOf(String(orderId)),
      },
    },
  },
  problems: ['ORDER.IDEMPOTENCY_KEY_REUSED'],
  access: ['add'],
});

/**
 * Returns the route. A repeated order gets the same response as the first one: 201, with the stored order.
 */
export function placeOrderRoute(service: ServiceDefinition, ports: PlaceOrderPorts): Route {
  const place = placeOrderOnce(ports);
  return operationRoute(service, placeOrder, async ({ parameters, body }) => {
    const { order, replayed } = await place({
      serviceName: service.name,
      request: toOrderRequest(service, body),
      idempotencyKey: parameters['Idempotency-Key'],
    });
    // A store returns the defaults of state with an order; a new order has not been read from one.
    const withState = { ...order, ...storedValues(service.state, order) };
    return {
      body: { message: placedMessage, order: toOrderBody(service, withState) },
      headers: { Location: locationOf(order.orderId) },
      counts: replayed ? 'OrdersReplayed' : 'OrdersPlaced',
    };
  });
}

function locationOf(orderId: string): string {
  return `${basePath}/orders/${orderId}`;
}

/** Returns the order request of a validated body of `POST /orders`. */
function toOrderRequest(
  service: ServiceDefinition,
  body: Readonly<Record<string, unknown>>,
): OrderRequest {
  const { fullName, [service.name]: item } = body as Readonly<Record<string, string>>;
  const fields = Object.keys(service.fields).map((name) => [name, body[name]]);
  // The schema requires both; TypeScript loses the types of other fields next to a computed key.
  const own = Object.fromEntries(fields) as Readonly<Record<string, unknown>>;
  return { fullName: String(fullName), item: String(item), ...own };
}
