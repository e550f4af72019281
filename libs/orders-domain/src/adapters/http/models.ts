/** The bodies as API Gateway models: plain JSON Schema draft 4, built when a stack is synthesized. */
import * as z from 'zod/mini';
import type { ServiceDefinition } from '../../domain/service';
import type { Body } from './operation';

/** A JSON Schema without `$schema`, which users add if they need it. */
export type JsonSchema = Omit<z.core.JSONSchema.BaseSchema, '$schema'>;

/** Returns the model of a request body: the input of the schema, before defaults and trimming. */
export function requestModel({ schema }: Body, service: ServiceDefinition): JsonSchema {
  return draft4(schema(service), 'input');
}

/** Returns the model of a response body: the output of the schema. */
export function responseModel({ schema }: Body, service: ServiceDefinition): JsonSchema {
  return draft4(schema(service), 'output');
}

function draft4(schema: z.ZodMiniType, io: 'input' | 'output'): JsonSchema {
  const model: JsonSchema & { $schema?: string } = z.toJSONSchema(schema, {
    target: 'draft-4',
    io,
  });
  delete model.$schema;
  return model;
}
