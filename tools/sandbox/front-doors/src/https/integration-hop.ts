/** From a method to what answers it: a function, or the API's own mock. */
import { contentType, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import { executeApiName } from '@sandbox/services/apigateway/execute-api-name';
import { requestTooLarge, type GatewayError } from '@sandbox/services/apigateway/gateway-response';
import {
  malformedReason,
  proxyEvent,
  proxyResponse,
} from '@sandbox/services/apigateway/lambda-proxy';
import { isSupported, mockResponse } from '@sandbox/services/apigateway/mock-integration';
import type { Method } from '@sandbox/services/apigateway/rest-api';
import type { RouteMatch } from '@sandbox/services/apigateway/route-table';
import { InvokeError } from '@sandbox/services/lambda/invoke-error';
import type { Arrived } from './arrived';
import { isPermitted } from './function-permission-hop';

export type Integrated = { readonly response: HttpResponse } | { readonly error: GatewayError };

const internalError = (
  status: 500 | 502,
  type: GatewayError['type'] = 'DEFAULT_5XX',
): Integrated => ({ error: { type, status, message: 'Internal server error' } });

const timedOut: Integrated = {
  error: { type: 'INTEGRATION_TIMEOUT', status: 504, message: 'Endpoint request timed out' },
};

export async function integrate(
  arrived: Arrived,
  match: RouteMatch<Method>,
  trace: Trace,
): Promise<Integrated> {
  const { integration } = match.method;
  if (integration.type === 'MOCK') return mock(arrived.request, match.method, trace);
  return invokeFunction(arrived, match, trace);
}

function mock(request: HttpRequest, method: Method, trace: Trace): Integrated {
  const { integration, constructPath } = method;
  const type = contentType(request);
  if (!isSupported(integration, type)) {
    const rule = `the integration has no request template for ${type}`;
    trace.refused('integration', rule, { kind: 'rule', rule, constructPaths: [constructPath] });
    const message = 'Unsupported Media Type';
    return { error: { type: 'UNSUPPORTED_MEDIA_TYPE', status: 415, message } };
  }
  const response = mockResponse(integration, type, request.body.toString());
  if (!response) {
    const rule = 'the integration has no response for the status that it mocks';
    trace.refused('integration', rule, { kind: 'rule', rule, constructPaths: [constructPath] });
    return internalError(500, 'API_CONFIGURATION_ERROR');
  }
  trace.passed('integration', 'MOCK');
  return { response };
}

async function invokeFunction(
  arrived: Arrived,
  match: RouteMatch<Method>,
  trace: Trace,
): Promise<Integrated> {
  const { account, mapped, endpoint, request } = arrived;
  const { integration } = match.method;
  if (!isPermitted(arrived, match.method, trace)) {
    return internalError(500, 'API_CONFIGURATION_ERROR');
  }
  const event = proxyEvent(request, match, {
    account: account.id,
    apiId: mapped.api.props.id,
    stage: mapped.stage,
    path: eventPath(arrived),
    requestId: trace.requestId,
    endpoint,
    time: trace.startedAt,
  });
  const invoked = account.lambda
    .invoke(integration.functionArn, JSON.stringify(event), trace.traceId)
    .catch(notInvoked);
  const result = await withinTime(invoked, integration.timeout);
  if (result instanceof InvokeError) return refusedByLambda(result, match.method, trace);
  if (result === undefined) {
    trace.refused('integration', `no answer in ${integration.timeout} ms`);
    return timedOut;
  }
  const response = result.kind === 'response' ? proxyResponse(result.payload) : undefined;
  if (!response) {
    const reason =
      result.kind === 'error'
        ? `the function failed: ${result.reason}`
        : `malformed proxy response: ${malformedReason(result.payload)}`;
    trace.refused('integration', reason);
    return internalError(502);
  }
  trace.passed('integration', integration.functionArn);
  return { response };
}

function notInvoked(error: unknown): InvokeError {
  if (error instanceof InvokeError) return error;
  throw error;
}

/**
 * What API Gateway answers where Lambda did not run the function. The reports of its types: a
 * throttled function is an integration failure, a payload over Lambda's limit a large request.
 *
 * @see https://repost.aws/questions/QUfI6bsdd0SOiPeyimzxSkfQ/api-gateway-proxy-integration-does-not-forward-lambda-throttling-http-429-to-client-needs-product-support
 * @see https://github.com/koki-develop/lgtm-generator/issues/10
 */
function refusedByLambda({ name, message }: InvokeError, method: Method, trace: Trace): Integrated {
  const rule = `${name}: ${message}`;
  trace.refused('integration', rule, {
    kind: 'rule',
    rule,
    constructPaths: [method.constructPath],
  });
  switch (name) {
    case 'RequestTooLargeException':
      return { error: requestTooLarge };
    case 'TooManyRequestsException':
      return internalError(500, 'INTEGRATION_FAILURE');
    case 'ResourceNotFoundException':
      return internalError(500, 'API_CONFIGURATION_ERROR');
  }
}

/** The path that a function sees: by API Gateway's own names without the stage before it. */
function eventPath({ request, mapped }: Arrived): string {
  return executeApiName(request.host) ? mapped.path : request.path;
}

/** Undefined when the time, in milliseconds, has passed first. */
async function withinTime<Value>(
  promise: Promise<Value>,
  milliseconds: number,
): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
