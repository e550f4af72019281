/** Composes the function of an operation: environment, table, logic and HTTP. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import { createDocumentClient } from '../adapters/dynamodb/document-client';
import { dynamoOrderFinder } from '../adapters/dynamodb/order-finder';
import { dynamoOrderLister } from '../adapters/dynamodb/order-lister';
import { dynamoOrderReader } from '../adapters/dynamodb/order-reader';
import { dynamoOrderUpdater } from '../adapters/dynamodb/order-updater';
import { dynamoOrderWriter } from '../adapters/dynamodb/order-writer';
import { httpHandler, type HttpHandler } from '../adapters/http/handler';
import type { Operation } from '../adapters/http/operation';
import { operationRoute, type OperationLogic } from '../adapters/http/operation-route';
import { readEnvironment, readVariables, type OrderEnvironment } from '../config/environment';
import type { OrderOf } from '../domain/order';
import type { ServiceDefinition } from '../domain/service';
import { createLogger } from '../logging/logger';
import type { OrderFinder, OrderStore } from '../ports/order-store';

/** The store operations that an operation declares as its access. */
export type OrdersOf<S extends ServiceDefinition, O extends Operation> = Pick<
  OrderStore<OrderOf<S>> & OrderFinder<OrderOf<S>>,
  O['access'][number]
>;

/** The ports of an operation's logic. */
export interface OperationPorts<S extends ServiceDefinition, O extends Operation, V = undefined> {
  readonly orders: OrdersOf<S, O>;
  /** The name of the table: a nextToken is valid for one table. */
  readonly tableName: string;
  readonly now: () => Date;
  /** The variables that `environment` declares, parsed. */
  readonly environment: V;
}

/** The properties of an operation's handler. */
export interface OperationHandlerProps<
  S extends ServiceDefinition,
  O extends Operation,
  V extends z.ZodMiniType,
> {
  readonly service: S;
  readonly operation: O;
  /**
   * Variables in addition to those of the table, which the stack sets with `addEnvironment`.
   * @default none
   */
  readonly environment?: V;
  /** Creates the operation's logic, once per execution environment. */
  readonly logic: (ports: OperationPorts<S, O, z.output<V>>) => OperationLogic<O>;
}

/**
 * Returns the Lambda handler of a custom operation.
 *
 * @throws Error at cold start when an environment variable is missing or invalid
 */
export function createOperationHandler<
  S extends ServiceDefinition,
  O extends Operation,
  V extends z.ZodMiniType = z.ZodMiniType<undefined>,
>({ service, operation, environment, logic }: OperationHandlerProps<S, O, V>): HttpHandler {
  const { TABLE_NAME: tableName, ...table } = readEnvironment(operation);
  const orders = ordersIn(createDocumentClient(), service, operation, {
    ...table,
    TABLE_NAME: tableName,
  });
  const run = logic({
    // The table's orders are this service's.
    orders: orders as unknown as OrdersOf<S, O>,
    tableName,
    now: () => new Date(),
    environment: (environment && readVariables(operation, environment)) as z.output<V>,
  });
  return httpHandler(
    createLogger({ service: service.name, function: operation.name }),
    operationRoute(service, operation, run),
  );
}

/** Returns only the store operations that the role of the function allows. */
function ordersIn(
  client: DynamoDBDocumentClient,
  service: ServiceDefinition,
  { access, index }: Operation,
  {
    TABLE_NAME: tableName,
    INDEX_NAME: indexName = '',
    SHARD_COUNT: shardCount = 0,
  }: OrderEnvironment,
): Partial<OrderStore & OrderFinder> {
  const settings = { tableName, service };
  const has = (one: Operation['access'][number]) => access.includes(one);
  return {
    ...(has('add') && dynamoOrderWriter(client, { ...settings, shardCount })),
    ...(has('get') && dynamoOrderReader(client, settings)),
    ...(has('list') && dynamoOrderLister(client, { ...settings, indexName, shardCount })),
    ...(has('update') && dynamoOrderUpdater(client, settings)),
    ...(index !== undefined && dynamoOrderFinder(client, { ...settings, index })),
  };
}
