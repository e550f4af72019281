/** The bodies as API Gateway models: plain JSON Schema draft 4, built when a stack is synthesized. */
import * as z from 'zod/mini';
import type { ServiceDefinition } from '../../domain/service';
import { orderBody, orderListBody, placedOrderBody, placeOrderBody } from './bodies';
import { problemSchema } from './problems';

/** A JSON Schema, without `$schema`: whoever needs the dialect's name knows where it goes. */
export type JsonSchema = Omit<z.core.JSONSchema.BaseSchema, '$schema'>;

/** The request body of `POST /orders`. */
export function placeOrderModel(service: ServiceDefinition): JsonSchema {
  return draft4(placeOrderBody(service));
}

/** The 201 answer of `POST /orders`. */
export function placedOrderModel(service: ServiceDefinition): JsonSchema {
  return draft4(placedOrderBody(service));
}

/** The 200 answer of `GET /orders`. */
export function orderListModel(service: ServiceDefinition): JsonSchema {
  return draft4(orderListBody(service));
}

/** The 200 answer of `GET /orders/{orderId}`. */
export function orderModel(service: ServiceDefinition): JsonSchema {
  return draft4(orderBody(service));
}

/** The body of every error. */
export function problemModel(): JsonSchema {
  return draft4(problemSchema);
}

function draft4(schema: z.ZodMiniType): JsonSchema {
  // A caller sends what goes into the schema, so the input side is described: before the trimming.
  const model: JsonSchema & { $schema?: string } = z.toJSONSchema(schema, {
    target: 'draft-4',
    io: 'input',
  });
  delete model.$schema;
  return model;
}
