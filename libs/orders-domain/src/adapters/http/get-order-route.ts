/** `GET /orders/{orderId}` */
import type { ServiceDefinition } from '../../domain/service';
import type { OrderReader } from '../../ports/order-store';
import { getOrder } from '../../use-cases/get-order';
import { jsonAnswer } from './answer';
import { toOrderBody } from './bodies';
import type { Route } from './handler';

/** The bare order. */
export function getOrderRoute(
  service: ServiceDefinition,
  ports: { readonly orders: OrderReader },
): Route {
  const get = getOrder(ports);
  return async (request) => {
    const order = await get(request.pathParameter('orderId'));
    return { answer: jsonAnswer(200, toOrderBody(service, order)) };
  };
}
