/** The document's schemas: JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
import * as z from 'zod/mini';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import {
  orderBody,
  orderListBody,
  placedOrderBody,
  placeOrderBody,
} from '@cross-account/orders-domain/http';
import { gatewayMessageSchema, problemSchema } from '@cross-account/orders-domain/http';

/** One schema for each body, by its name in the document. */
export function bodySchemas(service: ServiceDefinition): Record<string, unknown> {
  return {
    PlaceOrder: jsonSchema(placeOrderBody(service)),
    PlacedOrder: jsonSchema(placedOrderBody(service)),
    Order: jsonSchema(orderBody(service)),
    OrderList: jsonSchema(orderListBody(service)),
    Problem: jsonSchema(problemSchema),
    GatewayMessage: jsonSchema(gatewayMessageSchema),
  };
}

/** The name of a schema of {@link bodySchemas}, as a reference. */
export function schemaReference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** A schema without the dialect's name, which the document implies; `io` input is what a caller sends. */
export function jsonSchema(schema: z.ZodMiniType): Record<string, unknown> {
  const plain: Record<string, unknown> = { ...z.toJSONSchema(schema, { io: 'input' }) };
  delete plain['$schema'];
  return plain;
}
