/** `GET /orders` */
import * as z from 'zod/mini';
import { orderDateSchema, type Order } from '../../../domain/order';
import { positionOf } from '../../../domain/order-position';
import type { ServiceDefinition } from '../../../domain/service';
import type { OrderLister } from '../../../ports/order-store';
import {
  defaultPageLimit,
  listOrders as listNewestFirst,
  maxPageLimit,
} from '../../../use-cases/list-orders';
import { orderBody, toOrderBody } from '../bodies';
import { cursorsOf, nextTokenSchema } from '../cursor';
import { exampleDate, exampleOrderOf } from '../example';
import type { Route } from '../handler';
import { defineOperation, type Body } from '../operation';
import { operationRoute } from '../operation-route';
import { limitSchema } from '../parameters';

/** A page of orders. */
export const orderList = {
  name: 'OrderList',
  schema: (service: ServiceDefinition) =>
    z.strictObject({
      orders: z.array(orderBody.schema(service)).check(z.maxLength(maxPageLimit)),
      nextToken: z.optional(
        z.string().check(z.describe('Requests the next page; absent on the last page.')),
      ),
    }),
  example: (order) => ({ orders: [order], nextToken: exampleToken(order as Order) }),
} as const satisfies Body;

/** The token of the page that follows an order. */
function exampleToken(order: Pick<Order, 'createdAt' | 'orderId'>): string {
  return cursorsOf('example').encode(positionOf(order), undefined);
}

/** Lists orders page by page, newest first. */
export const listOrders = defineOperation({
  name: 'list-orders',
  method: 'GET',
  path: '/orders',
  summary: 'List orders, newest first',
  description:
    'A new order may take a moment to appear. Each parameter may occur once; unknown parameters are ignored.',
  parameters: {
    orderDate: {
      in: 'query',
      schema: orderDateSchema,
      description: 'Only orders of this day (UTC).',
      example: exampleDate,
      documented: orderDateSchema.check(z.meta({ format: 'date' })),
    },
    limit: {
      in: 'query',
      schema: limitSchema,
      description: 'The maximum number of orders to return.',
      example: 10,
      documented: z
        .unknown()
        .check(
          z.meta({ default: defaultPageLimit, type: 'integer', minimum: 1, maximum: maxPageLimit }),
        ),
    },
    nextToken: {
      in: 'query',
      // Any text: an invalid token is rejected like one of another list.
      schema: z.string(),
      description:
        'The unmodified nextToken of the previous page, with the same orderDate. It is valid for the ' +
        'table that the page was read from, and refused with `REQUEST.INVALID_CURSOR` for any other.',
      example: (service) => exampleToken(exampleOrderOf(service)),
      documented: nextTokenSchema,
    },
  },
  success: { status: 200, description: 'A page of orders.', body: orderList },
  problems: ['REQUEST.INVALID_CURSOR'],
  access: ['list'],
});

/** The ports of {@link listOrdersRoute}. */
export interface ListOrdersPorts {
  readonly orders: OrderLister;
  /** The name of the table: a nextToken is valid for one table of one service. */
  readonly tableName: string;
}

/** Returns the route, which responds with a page of orders, newest first, and a token when there are more. */
export function listOrdersRoute(
  service: ServiceDefinition,
  { orders: lister, tableName }: ListOrdersPorts,
): Route {
  const list = listNewestFirst({ orders: lister });
  const cursors = cursorsOf(`${service.name}/${tableName}`);
  return operationRoute(service, listOrders, async ({ parameters }) => {
    const { orderDate, limit = defaultPageLimit, nextToken } = parameters;
    const after = nextToken === undefined ? undefined : cursors.decode(nextToken, orderDate);
    const { orders, next } = await list({ orderDate, limit, after });
    return {
      body: {
        orders: orders.map((order) => toOrderBody(service, order)),
        ...(next === undefined ? {} : { nextToken: cursors.encode(next, orderDate) }),
      },
    };
  });
}
