/** Helpers for tests of custom operations: orders in memory, and requests as API Gateway sends them. */
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

/** Returns a store of a service without orders. */
export function inMemoryOrders<S extends ServiceDefinition>(service: S): InMemoryOrders<S> {
  const { state } = service;
  const store = inMemoryOrderStore((order) => ({ ...order, ...storedValues(state, order) }));
  const known = new Set(['orderDate', 'fullName', 'item', ...fieldNames(service)]);
  const by = (field: string) => {
    if (!known.has(field)) throw new Error(`orders of service "${service.name}" have no ${field}`);
    return store.by(field);
  };
  // The store contains only orders of this service.
  return { ...store, by } as unknown as InMemoryOrders<S>;
}

function fieldNames({ fields, state }: ServiceDefinition): readonly string[] {
  return [...Object.keys(fields), ...Object.keys(state)];
}

/** Differences of an order from the default one. */
export interface OrderChanges<S extends ServiceDefinition> {
  /** ISO 8601. @default '2026-01-01T12:00:00.000Z' */
  readonly at?: string;
  /** @default the defaults of its fields */
  readonly fields?: Readonly<Partial<OrderOf<S>>>;
}

/** Returns an order of the first item of the menu. Its time determines its ID. */
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

/** A response, with its parsed body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Empty if there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Handles a request as the operation's function does.
 *
 * @param event differences from a request without parameters and body
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
