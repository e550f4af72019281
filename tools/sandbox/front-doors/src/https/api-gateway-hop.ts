/**
 * Through API Gateway: host name, policies, method, throttling, request validation, and the
 * integration that answers.
 */
import { json, MAX_BODY_BYTES, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import {
  renderGatewayResponse,
  requestTooLarge,
  type GatewayError,
} from '@sandbox/services/apigateway/gateway-response';
import { isReadableQuery } from '@sandbox/services/apigateway/query-string';
import type { Method } from '@sandbox/services/apigateway/rest-api';
import type { RouteMatch } from '@sandbox/services/apigateway/route-table';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { Arrived } from './arrived';
import { toStage } from './domain-name-hop';
import { integrate, type Integrated } from './integration-hop';
import { invalidRequest } from './request-validation-hop';
import { deniedByPolicy, methodArn } from './resource-policy-hop';

/**
 * Bytes that API Gateway takes of all header values together.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const MAX_HEADER_BYTES = 10_240;

/**
 * Bytes that the ARN of a method may have, with the path in it, where a resource policy is asked.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const MAX_METHOD_ARN_BYTES = 1_600;

export async function throughApiGateway(
  request: HttpRequest,
  endpoint: VpcEndpoint | undefined,
  accounts: readonly Account[],
  trace: Trace,
): Promise<HttpResponse> {
  if (headerBytes(request) > MAX_HEADER_BYTES) {
    trace.refused('domain name', `the header values are over ${MAX_HEADER_BYTES} bytes`);
    const message = 'Request Header Fields Too Large';
    return withRequestId(json(431, { message }), trace);
  }
  const arrived = toStage(request, endpoint, accounts, trace);
  if (!arrived) return withRequestId(json(403, { message: 'Forbidden' }), trace);
  const answered = await serve(arrived, trace);
  const response =
    'response' in answered
      ? answered.response
      : renderGatewayResponse(arrived.stage.gatewayResponses, answered.error, {
          requestId: trace.requestId,
          httpMethod: request.method,
          path: request.path,
          stage: arrived.mapped.stage,
        });
  return withRequestId(response, trace);
}

async function serve(arrived: Arrived, trace: Trace): Promise<Integrated> {
  const { request, mapped, stage } = arrived;
  const unread = unreadable(arrived, trace);
  if (unread) return { error: unread };
  const denied = deniedByPolicy(arrived, trace);
  if (denied) return { error: denied };
  if (request.isTooLarge) {
    trace.refused('request validation', `the body is over ${MAX_BODY_BYTES} bytes`);
    return { error: requestTooLarge };
  }
  const match = stage.routes.match(mapped.path, request.method);
  if (!match) {
    const { constructPath } = mapped.api.props;
    const none = `the API has no ${request.method} ${mapped.path}`;
    trace.refused('method', none, { kind: 'rule', rule: none, constructPaths: [constructPath] });
    const message = 'Missing Authentication Token';
    return { error: { type: 'MISSING_AUTHENTICATION_TOKEN', status: 403, message } };
  }
  trace.passed('method', `${match.method.httpMethod} ${match.method.resourcePath}`);
  const refused = throttled(arrived, match, trace) ?? invalid(request, match, trace);
  return refused ? { error: refused } : integrate(arrived, match, trace);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
function unreadable(arrived: Arrived, trace: Trace): GatewayError | undefined {
  if (Buffer.byteLength(methodArn(arrived)) > MAX_METHOD_ARN_BYTES) {
    const rule = `the method's ARN is over ${MAX_METHOD_ARN_BYTES} bytes`;
    trace.refused('request validation', rule, { kind: 'rule', rule, constructPaths: [] });
    return { type: 'URI_TOO_LONG', status: 414, message: 'Request URI too long' };
  }
  if (!isReadableQuery(arrived.request.query)) {
    const rule = 'a pipe or curly brace in the query has to be percent-encoded';
    trace.refused('request validation', rule, { kind: 'rule', rule, constructPaths: [] });
    return { type: 'DEFAULT_4XX', status: 400, message: 'Bad Request' };
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
function throttled(
  { stage }: Arrived,
  { method: { httpMethod, resourcePath, constructPath } }: RouteMatch<Method>,
  trace: Trace,
): GatewayError | undefined {
  const refused = stage.throttles.take(httpMethod, resourcePath);
  if (!refused) return undefined;
  const { rate, burst } = refused.limits;
  const whose =
    refused.scope === 'account' ? 'the account' : `${httpMethod} ${resourcePath} of ${stage.name}`;
  const rule = `${whose} takes ${rate} requests a second, ${burst} at once`;
  const constructPaths = [stage.constructPath, constructPath];
  trace.refused('throttling', rule, { kind: 'rule', rule, constructPaths });
  return { type: 'THROTTLED', status: 429, message: 'Too Many Requests' };
}

function invalid(
  request: HttpRequest,
  match: RouteMatch<Method>,
  trace: Trace,
): GatewayError | undefined {
  const error = invalidRequest(request, match);
  if (error) {
    const rule = error.reason ?? error.message;
    const { constructPath } = match.method;
    trace.refused('request validation', rule, {
      kind: 'rule',
      rule,
      constructPaths: [constructPath],
    });
  }
  return error;
}

function headerBytes({ headers }: HttpRequest): number {
  return headers.reduce((sum, [, value]) => sum + value.length, 0);
}

function withRequestId(response: HttpResponse, trace: Trace): HttpResponse {
  return {
    ...response,
    headers: {
      ...response.headers,
      'x-amzn-requestid': trace.requestId,
      'x-amzn-trace-id': trace.traceId,
    },
  };
}
