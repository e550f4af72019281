/**
 * Parses an API Gateway REST proxy event of any shape: maps may be null, header names in any case, values
 * repeated, bodies base64. An unexpected value is treated as absent.
 */

/** A parsed request, independent of API Gateway's event format. */
export interface HttpRequest {
  /** Returns all values of a header, by its lower-case name. */
  readonly header: (name: string) => readonly string[];
  /** Returns all values of a query parameter. */
  readonly query: (name: string) => readonly string[];
  readonly pathParameter: (name: string) => string | undefined;
  readonly body: Buffer | undefined;
  readonly method: string | undefined;
  /** The route's template, such as `/orders/{orderId}`: no personal data. */
  readonly resource: string | undefined;
  /** API Gateway's ID of the request, which the caller sees. */
  readonly requestId: string | undefined;
}

/** Returns the request of an event. Never throws. */
export function readRequest(event: unknown): HttpRequest {
  const { headers, multiValueHeaders, requestContext, httpMethod, resource, ...rest } =
    asRecord(event);
  return {
    header: (name) => valuesOf(multiValueHeaders, headers, (key) => key.toLowerCase() === name),
    query: (name) =>
      valuesOf(
        rest['multiValueQueryStringParameters'],
        rest['queryStringParameters'],
        (key) => key === name,
      ),
    pathParameter: (name) => valuesOf(null, rest['pathParameters'], (key) => key === name)[0],
    body: readBody(rest['body'], rest['isBase64Encoded'] === true),
    method: asText(httpMethod),
    resource: asText(resource),
    requestId: asText(asRecord(requestContext)['requestId']),
  };
}

function readBody(body: unknown, isBase64: boolean): Buffer | undefined {
  return typeof body === 'string' ? Buffer.from(body, isBase64 ? 'base64' : 'utf8') : undefined;
}

/** Returns the values in the map with all values, or else in the one with only the last value. */
function valuesOf(multi: unknown, single: unknown, matches: (key: string) => boolean): string[] {
  const ofAll = matchingText(multi, matches);
  return ofAll.length > 0 ? ofAll : matchingText(single, matches);
}

function matchingText(map: unknown, matches: (key: string) => boolean): string[] {
  // Entries are own properties only, so a parameter named like a method of Object is not found by mistake.
  return Object.entries(asRecord(map))
    .filter(([key]) => matches(key))
    .flatMap(([, value]): unknown => value)
    .filter((value) => typeof value === 'string');
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
