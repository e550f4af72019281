/** What the tests of a service's own calls need: its orders, and a request as API Gateway sends it. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { httpHandler } from '../../src/adapters/http/handler';
import type { Operation } from '../../src/adapters/http/operation';
import { operationRoute, type OperationLogic } from '../../src/adapters/http/operation-route';
import { createOrder, storedValues, type OrderOf } from '../../src/domain/order';
import { orderIdFromKey } from '../../src/domain/order-id';
import type { ServiceDefinition } from '../../src/domain/service';
import type { OrderFinder, OrderStore } from '../../src/ports/order-store';
import { inMemoryOrderStore } from './in-memory-order-store';
import { recordingLogger, sampleContext, sampleEvent } from './samples';

/** The orders of a service, in memory. */
export interface InMemoryOrders<S extends ServiceDefinition> extends OrderStore<OrderOf<S>> {
  /** Finds orders by a field, as an index of it does. */
  readonly by: (field: string & keyof OrderOf<S>) => OrderFinder<OrderOf<S>>;
}

/** A service without orders yet. */
export function inMemoryOrders<S extends ServiceDefinition>(service: S): InMemoryOrders<S> {
  const { state } = service;
  const store = inMemoryOrderStore((order) => ({ ...order, ...storedValues(state, order) }));
  const known = new Set(['orderDate', 'fullName', 'item', ...fieldNames(service)]);
  const by = (field: string) => {
    if (!known.has(field)) throw new Error(`orders of service "${service.name}" have no ${field}`);
    return store.by(field);
  };
  // The map holds what is put into it: orders of this service.
  return { ...store, by } as unknown as InMemoryOrders<S>;
}

function fieldNames({ fields, state }: ServiceDefinition): readonly string[] {
  return [...Object.keys(fields), ...Object.keys(state)];
}

/** How an order differs from the first of its service. */
export interface OrderChanges<S extends ServiceDefinition> {
  /** ISO 8601. @default '2026-01-01T12:00:00.000Z' */
  readonly at?: string;
  /** @default the defaults of its fields */
  readonly fields?: Readonly<Partial<OrderOf<S>>>;
}

/** An order of the first item of the menu. Orders of one time are the same order. */
export function orderOf<S extends ServiceDefinition>(
  service: S,
  { at = '2026-01-01T12:00:00.000Z', fields }: OrderChanges<S> = {},
): OrderOf<S> {
  const [item = ''] = service.items;
  const order = createOrder(
    orderIdFromKey(service.name, at),
    { fullName: 'Ada Lovelace', item, ...storedValues(service.fields, {}) },
    new Date(at),
  );
  return { ...order, ...fields } as unknown as OrderOf<S>;
}

/** An answer, with its body parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Empty if there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Answers a request as the call's function does.
 * @param event what differs from a request without parameters and body
 */
export async function request<O extends Operation>(
  service: ServiceDefinition,
  operation: O,
  logic: OperationLogic<O>,
  event: Partial<APIGatewayProxyEvent> = {},
): Promise<Answer> {
  const { logger } = recordingLogger();
  const handler = httpHandler(logger, operationRoute(service, operation, logic));
  const { statusCode, headers = {}, body } = await handler(sampleEvent(event), sampleContext);
  const parsed: unknown = body === '' ? {} : JSON.parse(body);
  return { status: statusCode, headers, body: parsed as Answer['body'] };
}
