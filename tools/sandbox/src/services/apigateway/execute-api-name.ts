/**
 * API Gateway's own host names, by which a private API is called without a custom domain.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
export interface ExecuteApiName {
  /** Undefined in an endpoint's own name, where the header `x-apigw-api-id` has it. */
  readonly apiId: string | undefined;
  /** Undefined in an API's name, which leads to an endpoint by private DNS. */
  readonly endpointId: string | undefined;
}

const ofApi = /^([a-z0-9]+)(?:-(vpce-[0-9a-f]+))?\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;
const ofEndpoint = /^(vpce-[0-9a-f]+)-[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.vpce\.amazonaws\.com$/;

/** @param host in lower case. Undefined for a name that is none of these. */
export function executeApiName(host: string): ExecuteApiName | undefined {
  const endpoint = ofEndpoint.exec(host);
  if (endpoint) return { apiId: undefined, endpointId: endpoint[1] };
  const api = ofApi.exec(host);
  return api ? { apiId: api[1], endpointId: api[2] } : undefined;
}
