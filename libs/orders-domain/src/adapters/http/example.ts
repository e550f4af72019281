/**
 * The example order of a service. A caller may copy it unchanged: placing it under the example key makes the
 * example ID.
 */
import { createOrder, storedValues, type Order } from '../../domain/order';
import { orderIdFromKey } from '../../domain/order-id';
import type { ServiceDefinition } from '../../domain/service';

/** The Idempotency-Key of the example order. */
export const exampleKey = '9d8f6f0e-3f0c-4c5f-8f43-5f7ab1a0d1c2';

/** The day of the example order. */
export const exampleDate = '2026-11-22';

/** The ID of the example order of a service. */
export function exampleIdOf({ name }: Pick<ServiceDefinition, 'name'>): string {
  return orderIdFromKey(name, exampleKey);
}

/** The first item of the menu, ordered once, with the defaults of the service's fields and state. */
export function exampleOrderOf(service: ServiceDefinition): Order {
  const [item = ''] = service.items;
  const request = { fullName: 'Ada Lovelace', item, ...storedValues(service.fields, {}) };
  const at = new Date(`${exampleDate}T12:00:00.000Z`);
  return { ...createOrder(exampleIdOf(service), request, at), ...storedValues(service.state, {}) };
}
