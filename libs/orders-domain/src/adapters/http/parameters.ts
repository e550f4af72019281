/** The parameters of operations. An undeclared parameter is ignored; a declared one must be valid. */
import * as z from 'zod/mini';
import { orderIdSchema } from '../../domain/order';
import { maxPageLimit } from '../../use-cases/list-orders';
import { exampleIdOf } from './example';
import type { Operation, Parameter } from './operation';
import type { HttpRequest } from './request';
import { RequestError } from './request-error';

/** 1 to 255 printable ASCII characters, without outer space: that is not part of a header's value. */
export const idempotencyKeySchema = z
  .string()
  .check(
    z.regex(
      /^[!-~](?:[ -~]{0,253}[!-~])?$/,
      'must have 1 to 255 printable ASCII characters, not counting surrounding spaces',
    ),
  );

/** The size of a page, as text: `1` to `100`. */
export const limitSchema = z.pipe(
  z
    .string()
    .check(z.regex(/^(?:[1-9]\d?|100)$/, `must be a whole number from 1 to ${maxPageLimit}`)),
  z.transform(Number),
);

/** The ID of an order in a path. */
export const orderIdParameter = {
  in: 'path',
  schema: orderIdSchema,
  description: 'An invalid ID gets the same response as an unknown one: 404 `ORDER.NOT_FOUND`.',
  example: exampleIdOf,
} as const satisfies Parameter;

type ParameterValue<P> = P extends { readonly schema: infer S extends z.ZodMiniType }
  ? P extends { readonly in: 'path' }
    ? string
    : P extends { readonly required: true }
      ? z.output<S>
      : z.output<S> | undefined
  : never;

/** The parameters of an operation that declares none. */
const noParameters = {};

/** The validated parameters of an operation by name; `undefined` if an optional one is absent. */
export type ParametersOf<O extends Operation> = O extends { readonly parameters: infer P }
  ? { readonly [Name in keyof P]: ParameterValue<P[Name]> }
  : typeof noParameters;

/**
 * Returns the validated parameters of an operation.
 * @throws RequestError REQUEST.INVALID_PARAMETER
 */
export function readParameters<O extends Operation>(
  request: HttpRequest,
  { parameters = noParameters }: O,
): ParametersOf<O> {
  const values = Object.entries(parameters).map(([name, parameter]): [string, unknown] => [
    name,
    readParameter(request, name, parameter),
  ]);
  return Object.fromEntries(values) as ParametersOf<O>;
}

function readParameter(request: HttpRequest, name: string, parameter: Parameter): unknown {
  // An invalid path parameter is not found, which the operation itself reports.
  if (parameter.in === 'path') return request.pathParameter(name) ?? '';
  const value = single(
    name,
    // Space around a header's value is not part of it (RFC 9110, 5.5).
    parameter.in === 'query'
      ? request.query(name)
      : request.header(name.toLowerCase()).map((one) => one.trim()),
  );
  if (value === undefined) {
    if (parameter.required === true) throw invalidParameter(`${name} is missing`);
    return undefined;
  }
  const parsed = z.safeParse(parameter.schema, value);
  if (parsed.success) return parsed.data;
  throw invalidParameter(`${name} ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
}

/** Rejects several values, since it is ambiguous which one is meant. */
function single(name: string, values: readonly string[]): string | undefined {
  if (values.length > 1) throw invalidParameter(`${name} must occur once`);
  return values[0];
}

function invalidParameter(detail: string): RequestError {
  return new RequestError('REQUEST.INVALID_PARAMETER', `${detail}.`);
}
