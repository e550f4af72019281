/**
 * The parts of an OpenAPI 3.1 document that callers can rely on. Everything else, such as summaries and
 * descriptions, may change.
 * @see https://spec.openapis.org/oas/v3.1.0
 */
import { z } from 'zod';

/** A JSON Schema (2020-12) as in the document, with unresolved `$ref`s. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

const jsonSchema: z.ZodType<JsonSchema> = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

const content = z.record(z.string(), z.object({ schema: jsonSchema.optional() }));

const parameter = z.object({
  name: z.string(),
  in: z.enum(['query', 'header', 'path', 'cookie']),
  required: z.boolean().default(false),
  schema: jsonSchema.default(true),
});

const response = z.object({
  content: content.default({}),
  headers: z
    .record(
      z.string(),
      z.object({ required: z.boolean().default(false), schema: jsonSchema.default(true) }),
    )
    .default({}),
});

const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content }).optional(),
  responses: z.record(z.string(), response),
  security: z.array(z.unknown()).default([]),
});

/** The methods that a path can have. */
export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const;

const call = operation.optional();

const pathItem = z.object({
  parameters: z.array(parameter).default([]),
  ...{ get: call, put: call, post: call, delete: call },
  ...{ options: call, head: call, patch: call, trace: call },
});

const document = z.object({
  openapi: z.string().regex(/^3\.1\./, 'must be 3.1.x'),
  info: z.object({ version: z.string() }),
  servers: z.array(z.object({ url: z.string() })).default([]),
  paths: z.record(z.string(), pathItem),
  components: z.object({ schemas: z.record(z.string(), jsonSchema).default({}) }).prefault({}),
});

export type Content = z.infer<typeof content>;
export type Parameter = z.infer<typeof parameter>;
export type Response = z.infer<typeof response>;
export type Operation = z.infer<typeof operation>;
export type OpenApiDocument = z.infer<typeof document>;

const REFERENCE = /^#\/components\/(responses|headers|parameters|requestBodies)\/([^/]+)$/;

/** Components that references may refer to, except for schemas, which the comparison resolves itself. */
const referable = z.object({
  components: z.record(z.string(), z.record(z.string(), z.unknown())).prefault({}),
});

/**
 * Resolves references to responses, headers, parameters and request bodies.
 *
 * @throws Error when a reference has no target, or is circular
 */
function withoutReferences(json: unknown, where: string): unknown {
  const { components = {} } = referable.safeParse(json).data ?? {};
  const resolved = (value: unknown, visited: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => resolved(one, visited));
    if (typeof value !== 'object' || value === null) return value;
    const reference = '$ref' in value ? String(value.$ref) : '';
    const [, kind = '', name = ''] = REFERENCE.exec(reference) ?? [];
    if (kind === '') {
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, resolved(one, visited)]),
      );
    }
    const target = components[kind]?.[name];
    if (target === undefined || visited.includes(reference)) {
      throw new Error(`${where}: the reference "${reference}" has no target`);
    }
    return resolved(target, [...visited, reference]);
  };
  return resolved(json, []);
}

/**
 * Reads a document.
 * @param where the document's name in errors, such as `main:apps/food-service/contract/openapi.json`
 * @throws Error when it is not an OpenAPI 3.1 document; the message locates each problem
 */
export function parseOpenApi(text: string, where: string): OpenApiDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${where} is not JSON: ${String(cause)}`, { cause });
  }
  const parsed = document.safeParse(withoutReferences(json, where));
  if (parsed.success) return parsed.data;
  throw new Error(`${where} is not an OpenAPI 3.1 document:\n${z.prettifyError(parsed.error)}`);
}
