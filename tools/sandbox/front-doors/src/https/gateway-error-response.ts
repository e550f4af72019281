/** API Gateway's response to a client: with the IDs of the request, and errors as gateway responses. */
import type { HttpResponse } from '@sandbox/kernel/http';
import {
  renderGatewayResponse,
  type GatewayError,
} from '@sandbox/services/apigateway/gateway-response';
import type { AtStage, RequestIdentity } from './client-request';

export function withRequestId(
  response: HttpResponse,
  { requestId, traceId }: Omit<RequestIdentity, 'startedAt'>,
): HttpResponse {
  return {
    ...response,
    headers: {
      ...response.headers,
      // The extended request ID of events and gateway responses.
      'x-amz-apigw-id': requestId,
      'x-amzn-requestid': requestId,
      'x-amzn-trace-id': traceId,
    },
  };
}

/** Returns the response for an error, from the API's gateway responses. */
export function gatewayErrorResponse(
  error: GatewayError,
  { request, identity, mapped, stage }: Pick<AtStage, 'request' | 'identity' | 'mapped' | 'stage'>,
): HttpResponse {
  const response = renderGatewayResponse(stage.gatewayResponses, error, {
    requestId: identity.requestId,
    httpMethod: request.method,
    path: request.path,
    stage: mapped.stage,
  });
  return withRequestId(response, identity);
}
