/** The OpenAPI 3.1 document of a service, from the schemas and the problem table that the functions use. */
import type { ServiceDefinition } from '../../domain/service';
import { basePath } from '../http/paths';
import { bodySchemas } from './schemas';
import { getOrderOperation, listOrdersOperation, placeOrderOperation } from './operations';

/** An OpenAPI 3.1 document: JSON that nothing here reads again. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Readonly<Record<string, string>>;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** Where the document is served from. */
export interface OpenApiOptions {
  /** The API's address with its base path. @default '/v1': the host that serves the document */
  readonly serverUrl?: string;
}

/** Describes every call of a service, with all its answers. */
export function openApiDocument(
  service: ServiceDefinition,
  { serverUrl = basePath }: OpenApiOptions = {},
): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: `${service.name} orders`,
      version: service.version ?? '1.0.0',
      description:
        'Places and lists orders. Every error is application/problem+json (RFC 9457) with a stable `code`: ' +
        'an unknown path answers 404 `ROUTE.NOT_FOUND`, a wrong method 405 `ROUTE.METHOD_NOT_ALLOWED`.',
    },
    servers: [{ url: serverUrl }],
    paths: {
      '/orders': { get: listOrdersOperation(), post: placeOrderOperation() },
      '/orders/{orderId}': { get: getOrderOperation() },
    },
    components: { schemas: bodySchemas(service) },
  };
}
