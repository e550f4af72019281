/** All calls of a service. */
import type { ServiceDefinition } from '../../domain/service';
import type { OrderIndex } from '../../domain/order-index';
import type { Body, Operation } from './operation';
import { getOrder } from './operations/get-order';
import { listOrders } from './operations/list-orders';
import { placeOrder } from './operations/place-order';
import type { ProblemDefinition } from './problems';

/** The calls that every order service has, unless it declares its own in their place. */
export const orderOperations = [placeOrder, listOrders, getOrder] as const;

/** A service and its calls; build it with {@link defineApi}. */
export interface ApiDefinition {
  readonly service: ServiceDefinition;
  readonly operations: readonly Operation[];
}

/**
 * Checks that the calls of a service go together.
 * @throws Error naming both calls that are in each other's way
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

/** The paths of the calls, and the calls of each. */
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

/** Every body that some call takes or answers, once. */
export function bodiesOf(operations: readonly Operation[]): readonly Body[] {
  return unique(operations.flatMap(({ body, success }) => [body, success.body]));
}

/** Every index that some call finds orders in, once. */
export function indexesOf(operations: readonly Operation[]): readonly OrderIndex[] {
  return unique(operations.map(({ index }) => index));
}

/** Every problem that is this service's own, once. */
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

/** Two different things of one name would be one in the API. */
function checkSame<T>(things: readonly T[], nameOf: (thing: T) => string, kind: string): void {
  const names = things.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`there are two different declarations of ${kind} "${twice}"`);
}
