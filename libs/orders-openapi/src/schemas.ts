/** The document's schemas: JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
import * as z from 'zod/mini';
import {
  bodiesOf,
  gatewayMessageSchema,
  serviceProblemsOf,
  problemSchema,
} from '@cross-account/orders-domain/http';
import type { ApiDefinition } from '@cross-account/orders-domain/http';

/** Returns a schema for each body, by its name in the document. */
export function bodySchemas({ service, operations }: ApiDefinition): Record<string, unknown> {
  const sent = new Set(operations.map(({ body }) => body));
  const bodies = bodiesOf(operations).map((body): [string, unknown] => [
    body.name,
    // Requests contain the input of a schema, before defaults and trimming; responses its output.
    jsonSchema(body.schema(service), sent.has(body) ? 'input' : 'output'),
  ]);
  const ownCodes = serviceProblemsOf(operations).map(({ code }) => code);
  return {
    ...Object.fromEntries(bodies),
    Problem: jsonSchema(problemSchema(ownCodes), 'input'),
    GatewayMessage: jsonSchema(gatewayMessageSchema, 'input'),
  };
}

/** Returns a reference to a schema of {@link bodySchemas}. */
export function schemaReference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** Returns a schema without the dialect's name, which the document implies. */
export function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Record<string, unknown> {
  const plain: Record<string, unknown> = { ...z.toJSONSchema(schema, { io }) };
  delete plain['$schema'];
  return plain;
}
