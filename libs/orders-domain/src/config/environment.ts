/**
 * The functions' environment: one schema each, parsed once at cold start. This is the only place that reads
 * `process.env`, and the construct writes the variables from the same keys.
 */
import * as z from 'zod/mini';
import { maxShardCount } from '../domain/sharding';

const name = z.string('is missing').check(z.minLength(1, 'is empty'));

const shardCountError = `must be a whole number from 1 to ${maxShardCount}`;
const shardCount = z.pipe(
  z.pipe(name.check(z.regex(/^\d{1,4}$/, shardCountError)), z.transform(Number)),
  z.number().check(z.gte(1, shardCountError), z.lte(maxShardCount, shardCountError)),
);

/** The schema of each function's environment, by function. */
export const environmentSchemas = {
  'place-order': z.object({ TABLE_NAME: name, SHARD_COUNT: shardCount }),
  'list-orders': z.object({ TABLE_NAME: name, INDEX_NAME: name, SHARD_COUNT: shardCount }),
  'get-order': z.object({ TABLE_NAME: name }),
} as const;

/** The order functions: also the names of their folders under `lambdas/`. */
export type OrderFunctionName = keyof typeof environmentSchemas;

/** What a function reads from its environment, parsed. */
export type OrderFunctionEnvironment<F extends OrderFunctionName> = z.output<
  (typeof environmentSchemas)[F]
>;

/** A variable of any order function. */
export type OrderEnvironmentKey = keyof OrderFunctionEnvironment<'list-orders'>;

/** All order functions. */
export const orderFunctionNames = Object.keys(environmentSchemas) as readonly OrderFunctionName[];

/** The variables that a function reads. */
export function environmentKeys(functionName: OrderFunctionName): readonly OrderEnvironmentKey[] {
  return Object.keys(environmentSchemas[functionName].shape) as OrderEnvironmentKey[];
}

/** Of all variables, those that a function reads: for the construct, which knows the values. */
export function environmentOf(
  functionName: OrderFunctionName,
  values: Readonly<Record<OrderEnvironmentKey, string>>,
): Record<string, string> {
  return Object.fromEntries(environmentKeys(functionName).map((key) => [key, values[key]]));
}

/**
 * Parses a function's environment.
 * @throws Error naming function and variable, so that a failed start explains itself
 */
export function readEnvironment<F extends OrderFunctionName>(
  functionName: F,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): OrderFunctionEnvironment<F> {
  const schema: z.ZodMiniType = environmentSchemas[functionName];
  const parsed = z.safeParse(schema, variables);
  if (parsed.success) return parsed.data as OrderFunctionEnvironment<F>;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`${functionName}: environment variable ${faults.join('; ')}`);
}
