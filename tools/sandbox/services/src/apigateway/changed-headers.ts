/**
 * Headers that API Gateway drops or renames between a client and a Lambda proxy integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html#api-gateway-known-issues-rest-apis
 */

/** Headers of a single connection, or not allowed in either direction. */
const NEVER_PASSED = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const NOT_IN_REQUESTS = new Set([...NEVER_PASSED, 'max-forwards', 'server']);

/** API Gateway sets the length itself. */
const NOT_IN_RESPONSES = new Set([...NEVER_PASSED, 'content-length', 'host', 'via']);

/**
 * Response headers that a client would interpret as API Gateway's own, or as an authentication
 * request.
 */
const REMAPPED = new Set([
  'authorization',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);

/**
 * Returns whether API Gateway passes a request header to a function.
 *
 * @param name in any case
 */
export function isPassedToFunction(name: string): boolean {
  return !NOT_IN_REQUESTS.has(name.toLowerCase());
}

/**
 * Returns the name of a function's header in the response to the client; undefined if it is
 * dropped.
 */
export function nameForClient(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (NOT_IN_RESPONSES.has(lower)) return undefined;
  return REMAPPED.has(lower) ? `x-amzn-remapped-${lower}` : lower;
}
