/** Generates the OpenAPI 3.1 document of a service from the schemas and problems that its functions use. */
import type { ApiDefinition } from '@cross-account/orders-domain/http';
import { basePath } from '@cross-account/orders-domain/http';
import { sharedHeaders, sharedResponses } from './responses';
import { bodySchemas } from './schemas';
import { operationsOf, unmatchedResponses } from './operations';

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string }[];
  /** Empty, since access is restricted by network. */
  readonly security: readonly [];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The responses to requests that match no operation, which OpenAPI can't describe. */
  readonly 'x-unmatched': Readonly<Record<'path' | 'method', unknown>>;
  readonly components: Readonly<
    Record<'schemas' | 'responses' | 'headers', Readonly<Record<string, unknown>>>
  >;
}

/** The default version of contracts; a service with an incompatible change sets its own. */
const defaultVersion = '2.0.0';

const description = [
  'Places and lists orders. Every error is application/problem+json (RFC 9457) with a stable `code`, except ' +
    'for 413 and 414, whose bodies API Gateway defines.',
  'An unknown path gets a 404 `ROUTE.NOT_FOUND`, another method of a path a 405 `ROUTE.METHOD_NOT_ALLOWED`: all ' +
    'these responses are under `x-unmatched`. Leading and trailing slashes of a path are ignored.',
  'The load balancer in front of the API responds itself if the API is unreachable: 502, 503 or 504, ' +
    'as text/html.',
].join('\n\n');

/** The options of a document. */
export interface OpenApiOptions {
  /** The server URL with the base path. @default '/v1', relative to the document */
  readonly serverUrl?: string;
}

/** Returns the document of a service, with all operations and responses. */
export function openApiDocument(
  api: ApiDefinition,
  { serverUrl = basePath }: OpenApiOptions = {},
): OpenApiDocument {
  const { service } = api;
  return {
    openapi: '3.1.0',
    info: {
      title: `${service.name} orders`,
      version: service.version ?? defaultVersion,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [],
    paths: operationsOf(api),
    'x-unmatched': unmatchedResponses(),
    components: {
      schemas: bodySchemas(api),
      responses: sharedResponses(),
      headers: sharedHeaders,
    },
  };
}
