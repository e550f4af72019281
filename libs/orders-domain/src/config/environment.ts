/**
 * The functions' environment: a schema for each, parsed once at cold start. This is the only place that reads
 * `process.env`, and the construct writes the variables from the same keys.
 */
import * as z from 'zod/mini';
import { maxShardCount } from '../domain/sharding';
import type { OrderFinder, OrderStore } from '../ports/order-store';

const name = z.string('is missing').check(z.minLength(1, 'is empty'));

const shardCountError = `must be a whole number from 1 to ${maxShardCount}`;
const shardCount = z.pipe(
  z.pipe(name.check(z.regex(/^\d{1,4}$/, shardCountError)), z.transform(Number)),
  z.number().check(z.gte(1, shardCountError), z.lte(maxShardCount, shardCountError)),
);

/** The access of a function to the orders, which determines its variables. */
type Access = keyof OrderStore | keyof OrderFinder;

const ofEveryFunction = { TABLE_NAME: name };

/** Variables in addition to {@link ofEveryFunction}, by access. */
const ofAccess: Readonly<Record<Access, Readonly<Record<string, z.ZodMiniType>>>> = {
  add: { SHARD_COUNT: shardCount },
  list: { INDEX_NAME: name, SHARD_COUNT: shardCount },
  get: {},
  update: {},
  find: {},
};

/** The environment of an order function; variables that its access does not need are `undefined`. */
export interface OrderEnvironment {
  readonly TABLE_NAME: string;
  readonly INDEX_NAME?: string;
  readonly SHARD_COUNT?: number;
}

/** The name of a variable of an order function. */
export type OrderEnvironmentKey = keyof OrderEnvironment;

/** The properties of a function that determine its environment. */
export interface FunctionAccess {
  /** The function's name in errors. */
  readonly name: string;
  readonly access: readonly Access[];
}

function shapeOf({ access }: Pick<FunctionAccess, 'access'>) {
  return Object.assign({}, ofEveryFunction, ...access.map((one) => ofAccess[one])) as Record<
    OrderEnvironmentKey,
    z.ZodMiniType
  >;
}

/** Returns the names of the variables that a function reads. */
export function environmentKeys(
  access: Pick<FunctionAccess, 'access'>,
): readonly OrderEnvironmentKey[] {
  return Object.keys(shapeOf(access)) as OrderEnvironmentKey[];
}

/** Returns the variables that a function reads, for the construct that sets them. */
export function environmentOf(
  access: Pick<FunctionAccess, 'access'>,
  values: Readonly<Record<OrderEnvironmentKey, string>>,
): Record<string, string> {
  return Object.fromEntries(environmentKeys(access).map((key) => [key, values[key]]));
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Parses a function's environment.
 * @throws Error with the function and the variable
 */
export function readEnvironment(
  access: FunctionAccess,
  variables: Variables = process.env,
): OrderEnvironment {
  return parseVariables(
    access.name,
    z.object(shapeOf(access)),
    variables,
  ) as unknown as OrderEnvironment;
}

/**
 * Parses variables in addition to those of an order function.
 *
 * @throws Error with the function and the variable
 */
export function readVariables<S extends z.ZodMiniType>(
  { name: functionName }: Pick<FunctionAccess, 'name'>,
  schema: S,
  variables: Variables = process.env,
): z.output<S> {
  return parseVariables(functionName, schema, variables);
}

function parseVariables<S extends z.ZodMiniType>(
  functionName: string,
  schema: S,
  variables: Variables,
): z.output<S> {
  const parsed = z.safeParse(schema, variables);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`${functionName}: environment variable ${faults.join('; ')}`);
}
