/** The operations of AWS APIs, with the validation of their inputs. */
import { z } from 'zod';
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { ApiCall } from './api-call';
import { ApiError } from './api-error';

/** @typeParam Owner the parts of an account that it needs. */
export interface Operation<Owner extends AccountIdentity = AccountIdentity> {
  /**
   * Executes a call and returns its output in the form of its protocol.
   *
   * @throws {ApiError} when the input is invalid, the caller is not authorized, or the service
   *   rejects the call.
   */
  answer(input: unknown, call: ApiCall<Owner>): unknown;
}

/** Operations by name; a missing one is reported as unknown. */
export type Operations<Owner extends AccountIdentity = AccountIdentity> = ReadonlyMap<
  string,
  Operation<Owner>
>;

/** Returns an operation with the schema of its input. Unknown members are ignored, as in AWS. */
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

/**
 * A member that the sandbox does not support and that would change the response, so it is rejected
 * rather than ignored.
 */
export function notKnown(message: string) {
  return z.custom<unknown>(() => false, message).optional();
}

/**
 * Returns the error of an input: `malformed` for a value of the wrong type, `invalid` for a missing
 * or invalid value.
 */
function invalidInput(error: z.ZodError, input: unknown): ApiError {
  const [issue] = error.issues;
  const path = issue?.path.map(String) ?? [];
  const name = path.map((part) => part.charAt(0).toLowerCase() + part.slice(1)).join('.');
  const value = valueAt(input, path);
  if (value !== undefined && issue?.code === 'invalid_type') {
    return new ApiError('malformed', `${name}: ${issue.message}`);
  }
  const shown = value === undefined ? 'null' : `'${asText(value)}'`;
  const constraint = value === undefined ? 'Member must not be null' : (issue?.message ?? '');
  const message = `1 validation error detected: Value ${shown} at '${name}' failed to satisfy constraint: ${constraint}`;
  return new ApiError('invalid', message);
}

/** Returns a value as text, truncated for a message. */
function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    return Reflect.get(found, key);
  }, value);
}
