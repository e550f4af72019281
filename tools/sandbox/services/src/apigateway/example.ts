/**
 * Generates a small value for a JSON Schema from its plain keywords, without references and
 * combinations.
 */
import { z } from 'zod';

const schema = z.object({
  type: z.union([z.string(), z.array(z.string()).transform(([first]) => first)]).optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  example: z.unknown().optional(),
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  minItems: z.number().default(0),
  minLength: z.number().default(0),
  maxLength: z.number().optional(),
  minimum: z.number().default(1),
  exclusiveMinimum: z.boolean().default(false),
  maximum: z.number().optional(),
});

type Schema = z.output<typeof schema>;

const TEXT = 'Ada Lovelace';

/** The maximum levels of objects and lists in an example. */
const MAX_DEPTH = 16;
const MAX_ITEMS = 16;

/** Returns a value without optional parts; with an unknown keyword, it may be invalid. */
export function exampleOf(given: unknown, depth = 0): unknown {
  const parsed = schema.safeParse(given).data;
  if (!parsed || depth > MAX_DEPTH) return undefined;
  const chosen = [parsed.example, parsed.default, parsed.enum?.[0]].find(
    (value) => value !== undefined,
  );
  return chosen ?? valueOf(parsed, depth);
}

function valueOf(given: Schema, depth: number): unknown {
  switch (given.type) {
    case 'integer':
    case 'number':
      return numberOf(given);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return Array.from({ length: Math.min(given.minItems, MAX_ITEMS) }, () =>
        exampleOf(given.items, depth + 1),
      );
    case 'object':
      return objectOf(given, depth);
    case 'string':
      return TEXT.padEnd(given.minLength, '.').slice(0, given.maxLength);
    default:
      return Object.keys(given.properties).length > 0 ? objectOf(given, depth) : TEXT;
  }
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = exclusiveMinimum ? minimum + 1 : minimum;
  return maximum === undefined ? least : Math.min(least, maximum);
}

function objectOf({ properties, required }: Schema, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    required.map((name) => [name, exampleOf(properties[name] ?? {}, depth + 1)]),
  );
}
