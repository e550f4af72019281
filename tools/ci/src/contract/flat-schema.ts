/** Normalizes JSON Schemas for comparison: resolves references, and merges `allOf` into one schema. */
import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema, OpenApiDocument } from './openapi';

/** Keywords by name; `false` (nothing is valid) is `{ not: {} }`. */
export type FlatSchema = Readonly<Record<string, unknown>>;

/** A schema, and the name of its component, if it has one. */
export interface NamedSchema {
  readonly schema: FlatSchema;
  readonly component?: string;
}

const REFERENCE = /^#\/components\/schemas\/([^/]+)$/;

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value of a keyword as a schema; a value that is not a schema allows everything. */
export function asSchema(value: unknown): JsonSchema {
  return typeof value === 'boolean' || isObject(value) ? value : true;
}

/** Resolves a schema's references and merges its `allOf`. @throws Error when a reference has no target */
export function flatten(schema: JsonSchema, document: OpenApiDocument): NamedSchema {
  if (typeof schema === 'boolean') return { schema: schema ? {} : { not: {} } };
  const { $ref, allOf, ...own } = schema;
  const parts = Array.isArray(allOf) ? allOf.map((part) => flatten(asSchema(part), document)) : [];
  if ($ref === undefined) {
    return { schema: parts.map((part) => part.schema).reduce(both, own) };
  }
  const name = typeof $ref === 'string' ? REFERENCE.exec($ref)?.[1] : undefined;
  const target = name === undefined ? undefined : document.components.schemas[name];
  if (name === undefined || target === undefined) {
    throw new Error(
      `the reference ${JSON.stringify($ref)} does not refer to a schema of the document`,
    );
  }
  const alone = parts.length === 0 && Object.keys(own).length === 0;
  const referred = flatten(target, document).schema;
  const merged = [referred, ...parts.map((part) => part.schema)].reduce(both, own);
  return { schema: merged, ...(alone && { component: name }) };
}

/** Merges two values of a keyword in `allOf`, by keyword. */
const MERGES: Readonly<Record<string, (one: unknown, other: unknown) => unknown>> = {
  required: (one, other) => [...new Set([...listOf(one), ...listOf(other)])],
  enum: (one, other) => listOf(one).filter((value) => listOf(other).includes(value)),
  properties: (one, other) => mergeProperties(one, other),
  ...Object.fromEntries(
    ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map((key) => [
      key,
      (one: unknown, other: unknown) => Math.max(Number(one), Number(other)),
    ]),
  ),
  ...Object.fromEntries(
    ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((key) => [
      key,
      (one: unknown, other: unknown) => Math.min(Number(one), Number(other)),
    ]),
  ),
};

/**
 * Returns a schema for what is valid for both. The later schema takes precedence for keywords without a rule.
 */
function both(one: FlatSchema, other: FlatSchema): FlatSchema {
  const merged: Record<string, unknown> = { ...one };
  for (const [keyword, value] of Object.entries(other)) {
    const earlier = merged[keyword];
    const merge = MERGES[keyword];
    merged[keyword] =
      earlier === undefined || isDeepStrictEqual(earlier, value) || merge === undefined
        ? value
        : merge(earlier, value);
  }
  return merged;
}

function mergeProperties(one: unknown, other: unknown): Record<string, unknown> {
  const merged: Record<string, unknown> = isObject(one) ? { ...one } : {};
  for (const [name, schema] of Object.entries(isObject(other) ? other : {})) {
    merged[name] = name in merged ? { allOf: [merged[name], schema] } : schema;
  }
  return merged;
}

/** Returns the value if it is an array, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
