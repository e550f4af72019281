/**
 * The fields that a service adds to its orders. Each is a schema, and so the source of a TypeScript type, a runtime
 * check, a part of API Gateway's model and of the OpenAPI document, and an attribute of the stored item.
 */
import * as z from 'zod/mini';
import { characters, text } from './text';

/** The schema of a field. It accepts `undefined`: an order that was stored before the field existed has none. */
export type Field = z.ZodMiniType;

/** Fields by name, as in bodies and items. */
export type Fields = Readonly<Record<string, Field>>;

/** Common options of fields. */
interface FieldOptions {
  /** The description in the OpenAPI document. */
  readonly description: string;
}

/** Returns an optional text of at most `maxLength` characters (code points), which may be empty. */
export function optionalText({
  maxLength,
  description,
}: FieldOptions & { readonly maxLength: number }) {
  const allowed = z.regex(
    characters(`{0,${maxLength}}`),
    `must have at most ${maxLength} characters of valid Unicode`,
  );
  const limit = `at most ${maxLength} characters (code points)`;
  return z.optional(text().check(allowed, z.describe(sentences(description, limit))));
}

/** The range of a whole number, both ends included. */
interface WholeNumberOptions extends FieldOptions {
  readonly min: number;
  readonly max: number;
}

/** Returns an integer with a default. */
export function wholeNumber({
  default: value,
  ...options
}: WholeNumberOptions & { readonly default: number }) {
  return z._default(integer(options), value);
}

/** Returns an optional integer. */
export function optionalWholeNumber(options: WholeNumberOptions) {
  return z.optional(integer(options));
}

function integer({ min, max, description }: WholeNumberOptions) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .int({ error, abort: true })
    .check(z.gte(min, error), z.lte(max, error), z.describe(sentences(description)));
}

/** Returns an enumeration with a default. */
export function oneOf<const Value extends string>({
  values,
  default: value,
  description,
}: FieldOptions & { readonly values: readonly Value[]; readonly default: Value }) {
  const known = z
    .enum(values, `must be one of: ${values.join(', ')}`)
    .check(z.describe(sentences(description)));
  return z._default(known, value);
}

/** Returns an optional time in ISO 8601, UTC, with milliseconds, such as that of a cancellation. */
export function optionalTime({ description }: FieldOptions) {
  return z.optional(createdAtSchema().check(z.describe(sentences(description))));
}

function createdAtSchema() {
  return text().check(z.regex(utcTime, 'must be a UTC time with milliseconds'));
}

/** `2026-11-22T12:00:00.000Z`: a fixed length, so that text order is time order. */
export const utcTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).replace(/\.?$/, '.'))
    .join(' ');
}
