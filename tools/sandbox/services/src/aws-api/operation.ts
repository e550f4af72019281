/** What an operation of an AWS API is made of. */
import { z } from 'zod';
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { ApiCall } from './api-call';
import { ApiError } from './api-error';

/** @typeParam Owner what it needs of an account. */
export interface Operation<Owner extends AccountIdentity = AccountIdentity> {
  /**
   * Runs the operation of a call and returns its output in the form of its protocol.
   *
   * @throws {ApiError} when the input is wrong, the caller may not, or the service refuses.
   */
  answer(input: unknown, call: ApiCall<Owner>): unknown;
}

/** By name; an operation that is missing here is reported as unknown. */
export type Operations<Owner extends AccountIdentity = AccountIdentity> = ReadonlyMap<
  string,
  Operation<Owner>
>;

/**
 * An operation from the members of its input that it reads and how it answers. Unknown members are
 * left alone, as AWS does.
 */
export function operation<
  Schema extends z.ZodType,
  Owner extends AccountIdentity = AccountIdentity,
>(
  schema: Schema,
  answer: (input: z.output<Schema>, call: ApiCall<Owner>) => unknown,
): Operation<Owner> {
  return {
    answer(given, call) {
      const parsed = schema.safeParse(given);
      if (!parsed.success) throw invalidInput(parsed.error, given);
      return answer(parsed.data, call);
    },
  };
}

/** A member that would change the answer and is not known here: better refused than passed over. */
export function notKnown(message: string) {
  return z.custom<unknown>(() => false, message).optional();
}

/** A value of the wrong type can't be read; one that is missing or out of bounds can, but is wrong. */
function invalidInput(error: z.ZodError, given: unknown): ApiError {
  const [issue] = error.issues;
  const path = issue?.path.map(String) ?? [];
  const name = path.map((part) => part.charAt(0).toLowerCase() + part.slice(1)).join('.');
  const value = valueAt(given, path);
  if (value !== undefined && issue?.code === 'invalid_type') {
    return new ApiError('malformed', `${name}: ${issue.message}`);
  }
  const told = value === undefined ? 'null' : `'${asText(value)}'`;
  const constraint = value === undefined ? 'Member must not be null' : (issue?.message ?? '');
  const message = `1 validation error detected: Value ${told} at '${name}' failed to satisfy constraint: ${constraint}`;
  return new ApiError('invalid', message);
}

/** No more of a value than a message has room for. */
function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    return Reflect.get(found, key);
  }, value);
}
