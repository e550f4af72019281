/**
 * Headers that API Gateway drops or gives another name between a client and a Lambda proxy integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html#api-gateway-known-issues-rest-apis
 */

/** Belong to one connection, or are not allowed in either direction. */
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

/** API Gateway writes the length itself. */
const NOT_IN_RESPONSES = new Set([...NEVER_PASSED, 'content-length', 'host', 'via']);

/** What a client would take for API Gateway's own, or for a login. */
const REMAPPED = new Set([
  'authorization',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);

/** Whether a function sees a header of a request. @param name in any case */
export function isPassedToFunction(name: string): boolean {
  return !NOT_IN_REQUESTS.has(name.toLowerCase());
}

/** Returns the name under which a client gets a function's header; undefined where it gets none. */
export function nameForClient(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (NOT_IN_RESPONSES.has(lower)) return undefined;
  return REMAPPED.has(lower) ? `x-amzn-remapped-${lower}` : lower;
}
