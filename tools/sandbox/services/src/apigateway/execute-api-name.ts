/**
 * API Gateway's default host names, for APIs without a custom domain. In those of an API,
 * `localhost` can replace `amazonaws.com`: such names resolve to this machine everywhere, and the
 * sandbox's certificate can contain them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
export interface ExecuteApiName {
  /** Undefined in an endpoint's own name, for which the header `x-apigw-api-id` contains it. */
  readonly apiId: string | undefined;
  /**
   * Undefined in an API's name without one, which resolves to an endpoint with private DNS, or to a
   * public API.
   */
  readonly endpointId: string | undefined;
}

const ofApi =
  /^([a-z0-9]+)(?:-(vpce-[0-9a-f]+))?\.execute-api\.[a-z0-9-]+\.(?:amazonaws\.com|localhost)$/;
const ofEndpoint = /^(vpce-[0-9a-f]+)-[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.vpce\.amazonaws\.com$/;

/** Returns the name of an API on this machine, such as `a1b2c3d4e5.execute-api.us-east-1.localhost`. */
export function localExecuteApiName(apiId: string, region: string, endpointId?: string): string {
  const label = endpointId === undefined ? apiId : `${apiId}-${endpointId}`;
  return `${label}.execute-api.${region}.localhost`;
}

/**
 * @param host in lower case.
 * @returns undefined for any other name.
 */
export function executeApiName(host: string): ExecuteApiName | undefined {
  const endpoint = ofEndpoint.exec(host);
  if (endpoint) return { apiId: undefined, endpointId: endpoint[1] };
  const api = ofApi.exec(host);
  return api ? { apiId: api[1], endpointId: api[2] } : undefined;
}
