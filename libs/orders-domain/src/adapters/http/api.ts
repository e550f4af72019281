/** All operations of a service. */
import type { ServiceDefinition } from '../../domain/service';
import type { OrderIndex } from '../../domain/order-index';
import type { Body, Operation } from './operation';
import { getOrder } from './operations/get-order';
import { listOrders } from './operations/list-orders';
import { placeOrder } from './operations/place-order';
import type { ProblemDefinition } from './problems';

/** The default operations of every order service, unless it overrides them. */
export const orderOperations = [placeOrder, listOrders, getOrder] as const;

/** A service and its operations; create it with {@link defineApi}. */
export interface ApiDefinition {
  readonly service: ServiceDefinition;
  readonly operations: readonly Operation[];
}

/**
 * Validates that the operations of a service do not conflict, and returns the API.
 * @throws Error with both operations that conflict
 */
export function defineApi(api: ApiDefinition): ApiDefinition {
  const { service, operations } = api;
  checkUnique(operations, (one) => one.name, 'are both called');
  checkUnique(
    operations,
    ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
    'both answer',
  );
  checkSame(bodiesOf(operations), ({ name }) => name, 'body');
  checkSame(indexesOf(operations), ({ name }) => name, 'index');
  checkSame(serviceProblemsOf(operations), ({ code }) => code, 'problem');
  const fields = new Set([
    'fullName',
    'item',
    'orderDate',
    ...Object.keys({ ...service.fields, ...service.state }),
  ]);
  for (const { name, field } of indexesOf(operations)) {
    if (!fields.has(field)) {
      throw new Error(
        `index "${name}": orders of the service "${service.name}" have no field "${field}"`,
      );
    }
  }
  return Object.freeze({ service, operations: Object.freeze([...operations]) });
}

/** Returns the operations by path. */
export function operationsByPath(
  operations: readonly Operation[],
): ReadonlyMap<string, readonly Operation[]> {
  const byPath = new Map<string, Operation[]>();
  for (const operation of operations) {
    const others = byPath.get(operation.path) ?? [];
    byPath.set(operation.path, [...others, operation]);
  }
  return byPath;
}

/** Returns all bodies of requests and responses, without duplicates. */
export function bodiesOf(operations: readonly Operation[]): readonly Body[] {
  return unique(operations.flatMap(({ body, success }) => [body, success.body]));
}

/** Returns all indexes that operations query, without duplicates. */
export function indexesOf(operations: readonly Operation[]): readonly OrderIndex[] {
  return unique(operations.map(({ index }) => index));
}

/** Returns all custom problems of the service, without duplicates. */
export function serviceProblemsOf(operations: readonly Operation[]): readonly ProblemDefinition[] {
  return unique(
    operations
      .flatMap(({ problems }) => problems)
      .map((problem) => (typeof problem === 'string' ? undefined : problem)),
  );
}

function unique<T>(values: readonly (T | undefined)[]): readonly T[] {
  return [...new Set(values)].filter((value) => value !== undefined);
}

function checkUnique(
  operations: readonly Operation[],
  keyOf: (operation: Operation) => string,
  relation: string,
): void {
  const known = new Map<string, Operation>();
  for (const operation of operations) {
    const key = keyOf(operation);
    const other = known.get(key);
    if (other !== undefined) {
      throw new Error(`operations "${other.name}" and "${operation.name}" ${relation} ${key}`);
    }
    known.set(key, operation);
  }
}

/** Asserts that no two different definitions have the same name. */
function checkSame<T>(items: readonly T[], nameOf: (item: T) => string, kind: string): void {
  const names = items.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`there are two different declarations of ${kind} "${twice}"`);
}
