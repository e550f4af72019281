/** The body of most responses: an order. */
import * as z from 'zod/mini';
import { orderSchema, type Order, type OrderOf } from '../../domain/order';
import type { ServiceDefinition } from '../../domain/service';
import type { Body } from './operation';

/** An order in a response. The item is in the field that is named after the service. */
export const orderBody = {
  name: 'Order',
  schema: (service: ServiceDefinition) => {
    const { item, ...base } = orderSchema.shape;
    return z.strictObject({
      ...base,
      ...{ [service.name]: item },
      ...service.fields,
      ...service.state,
    });
  },
} as const satisfies Body;

/** An order in a response of a service. */
export type OrderBody<S extends ServiceDefinition> = Omit<OrderOf<S>, 'item'> &
  Readonly<Record<S['name'], string>>;

/** Returns an order as in a response of a service. */
export function toOrderBody<S extends ServiceDefinition>(service: S, order: Order): OrderBody<S> {
  const { orderId, orderDate, createdAt, fullName, item, ...more } = order;
  return { orderId, orderDate, createdAt, fullName, [service.name]: item, ...more } as OrderBody<S>;
}
