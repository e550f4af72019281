/** `GET /orders/{orderId}` */
import type { ServiceDefinition } from '../../../domain/service';
import type { OrderReader } from '../../../ports/order-store';
import { getOrder as findOrder } from '../../../use-cases/get-order';
import { orderBody, toOrderBody } from '../bodies';
import type { Route } from '../handler';
import { defineOperation } from '../operation';
import { operationRoute } from '../operation-route';
import { orderIdParameter } from '../parameters';

/** Reads one order. */
export const getOrder = defineOperation({
  name: 'get-order',
  method: 'GET',
  path: '/orders/{orderId}',
  summary: 'Get an order',
  parameters: { orderId: orderIdParameter },
  success: { status: 200, description: 'The order.', body: orderBody },
  problems: ['ORDER.NOT_FOUND'],
  access: ['get'],
});

/** Returns the route, which responds with the order. */
export function getOrderRoute(
  service: ServiceDefinition,
  ports: { readonly orders: OrderReader },
): Route {
  const get = findOrder(ports);
  return operationRoute(service, getOrder, async ({ parameters }) => {
    return { body: toOrderBody(service, await get(parameters.orderId)) };
  });
}
