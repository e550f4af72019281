/** `GET /orders` */
import type { ServiceDefinition } from '../../domain/service';
import type { OrderLister } from '../../ports/order-store';
import { listOrders } from '../../use-cases/list-orders';
import { jsonAnswer } from './answer';
import { toOrderBody } from './bodies';
import { encodeCursor } from './cursor';
import type { Route } from './handler';
import { readOrderQuery } from './parameters';

/** A page of orders, newest first, with a token when there are more. */
export function listOrdersRoute(
  service: ServiceDefinition,
  ports: { readonly orders: OrderLister },
): Route {
  const list = listOrders(ports);
  return async (request) => {
    const query = readOrderQuery(request);
    const { orders, next } = await list(query);
    return {
      answer: jsonAnswer(200, {
        orders: orders.map((order) => toOrderBody(service, order)),
        ...(next === undefined ? {} : { nextToken: encodeCursor(next, query.orderDate) }),
      }),
    };
  };
}
