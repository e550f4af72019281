/**
 * The parts of an OpenAPI 3.1 document that describe requests and responses. References to responses and headers are
 * resolved here, those to schemas by the validator.
 */
import { z } from 'zod';

const schema = z.record(z.string(), z.unknown());
const examples = z.record(z.string(), z.object({ value: z.unknown() })).default({});
const content = z.record(z.string(), z.object({ schema, examples })).default({});

const header = z.object({
  required: z.boolean().default(false),
  schema,
  example: z.unknown().optional(),
});

const response = z.object({ headers: z.record(z.string(), header).default({}), content });
const responses = z.record(z.string(), response);

const parameter = z.object({
  name: z.string(),
  in: z.enum(['query', 'header', 'path']),
  required: z.boolean().default(false),
  schema,
  example: z.unknown().optional(),
});

const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content }).optional(),
  responses,
});

const document = z.object({
  openapi: z.string().regex(/^3\.1\./, 'must be 3.1.x'),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  'x-unmatched': z.object({ path: responses, method: responses }),
  components: z.object({ schemas: z.record(z.string(), schema).default({}) }).loose(),
});

/** A JSON Schema of the dialect 2020-12. */
export type Schema = z.infer<typeof schema>;
/** A response header. */
export type Header = z.infer<typeof header>;
/** A response, with the schema and the examples of each media type. */
export type Response = z.infer<typeof response>;
/** Responses by status. */
export type Responses = z.infer<typeof responses>;
/** A parameter of an operation. */
export type Parameter = z.infer<typeof parameter>;
/** An operation. */
export type Operation = z.infer<typeof operation>;
/** A document; `x-unmatched` contains the responses to unknown paths, and to other methods of a path. */
export type Document = z.infer<typeof document>;

const REFERENCE = /^#\/components\/(responses|headers)\/([^/]+)$/;

/**
 * Returns the parsed document.
 * @throws Error when it is not an OpenAPI 3.1 document of this shape, with the path of each problem
 */
export function parseDocument(json: unknown): Document {
  const parsed = document.safeParse(resolve(json, json));
  if (parsed.success) return parsed.data;
  throw new Error(`not an OpenAPI 3.1 document:\n${z.prettifyError(parsed.error)}`);
}

function resolve(value: unknown, root: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, root));
  if (typeof value !== 'object' || value === null) return value;
  const [, kind, name] = REFERENCE.exec('$ref' in value ? String(value.$ref) : '') ?? [];
  if (kind !== undefined && name !== undefined) {
    return resolve(at(root, ['components', kind, name]), root);
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, root)]));
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => z.record(z.string(), z.unknown()).safeParse(value).data?.[key],
    root,
  );
}
