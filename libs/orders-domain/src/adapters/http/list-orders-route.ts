/** `GET /orders` */
import type { ServiceDefinition } from '../../domain/service';
import type { OrderLister } from '../../ports/order-store';
import { listOrders } from '../../use-cases/list-orders';
import { jsonAnswer } from './answer';
import { toOrderBody } from './bodies';
import { cursorsOf } from './cursor';
import type { Route } from './handler';
import { readOrderQuery } from './parameters';

/** What listing orders needs. */
export interface ListOrdersRouteProps {
  readonly orders: OrderLister;
  /** Names the table: a nextToken holds for one table of one service. */
  readonly tableName: string;
}

/** A page of orders, newest first, with a token when there are more. */
export function listOrdersRoute(
  service: ServiceDefinition,
  { orders: lister, tableName }: ListOrdersRouteProps,
): Route {
  const list = listOrders({ orders: lister });
  const cursors = cursorsOf(`${service.name}/${tableName}`);
  return async (request) => {
    const query = readOrderQuery(request, cursors);
    const { orders, next } = await list(query);
    return {
      answer: jsonAnswer(200, {
        orders: orders.map((order) => toOrderBody(service, order)),
        ...(next === undefined ? {} : { nextToken: cursors.encode(next, query.orderDate) }),
      }),
    };
  };
}
