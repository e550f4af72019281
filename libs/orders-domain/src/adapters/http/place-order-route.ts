/** `POST /orders` */
import type { ServiceDefinition } from '../../domain/service';
import { placeOrder, type PlaceOrderPorts } from '../../use-cases/place-order';
import { jsonAnswer } from './answer';
import { placedMessage, placeOrderBodyReader, toOrderBody } from './bodies';
import type { Route } from './handler';
import { basePath } from './paths';
import { readIdempotencyKey, requireJson } from './parameters';

/** A repeated order is answered like the first one: 201, with the order that stands. */
export function placeOrderRoute(service: ServiceDefinition, ports: PlaceOrderPorts): Route {
  const place = placeOrder(ports);
  const readBody = placeOrderBodyReader(service);
  return async (request) => {
    requireJson(request);
    const idempotencyKey = readIdempotencyKey(request);
    const { fullName, item } = readBody(request);
    const { order, replayed } = await place({
      serviceName: service.name,
      fullName,
      item,
      idempotencyKey,
    });
    const body = { message: placedMessage, order: toOrderBody(service, order) };
    const headers = { Location: `${basePath}/orders/${order.orderId}` };
    return {
      answer: jsonAnswer(201, body, headers),
      counts: replayed ? 'OrdersReplayed' : 'OrdersPlaced',
    };
  };
}
