/**
 * The query string as REST APIs parse it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */

/** The decoded parameters, in order. A semicolon separates them, as an ampersand does. */
export function queryParameters(query: string): readonly (readonly [string, string])[] {
  return [...new URLSearchParams(query.replaceAll(';', '&'))];
}

/**
 * Returns whether API Gateway accepts a query: pipes and curly braces have to be percent-encoded.
 */
export function isReadableQuery(query: string): boolean {
  return !/[|{}]/.test(query);
}
