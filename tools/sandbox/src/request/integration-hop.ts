/** From a method to what answers it: a function, or the API's own mock. */
import type { GatewayError } from '../services/apigateway/gateway-response';
import { proxyEvent, proxyResponse } from '../services/apigateway/lambda-proxy';
import { mockResponse } from '../services/apigateway/mock-integration';
import type { Method } from '../services/apigateway/rest-api';
import type { RouteMatch } from '../services/apigateway/route-table';
import type { Arrived } from './arrived';
import type { HttpResponse } from './http';
import type { Trace } from './trace';

export type Integrated = { readonly response: HttpResponse } | { readonly error: GatewayError };

const internalError = (status: 500 | 502): Integrated => ({
  error: { type: 'DEFAULT_5XX', status, message: 'Internal server error' },
});

const timedOut: Integrated = {
  error: { type: 'INTEGRATION_TIMEOUT', status: 504, message: 'Endpoint request timed out' },
};

export async function integrate(
  arrived: Arrived,
  match: RouteMatch<Method>,
  trace: Trace,
): Promise<Integrated> {
  const { integration } = match.method;
  if (integration.type === 'MOCK') {
    const response = mockResponse(integration);
    if (!response) {
      trace.refused('integration', 'MOCK has no integration response for its status code');
      return internalError(500);
    }
    trace.passed('integration', 'MOCK');
    return { response };
  }
  return invokeFunction(arrived, match, trace);
}

async function invokeFunction(
  arrived: Arrived,
  match: RouteMatch<Method>,
  trace: Trace,
): Promise<Integrated> {
  const { account, mapped, endpoint, request } = arrived;
  const { integration } = match.method;
  if (!isPermitted(arrived, match, trace)) return internalError(500);
  const event = proxyEvent(request, match, {
    account: account.id,
    apiId: mapped.api.props.id,
    stage: mapped.stage,
    requestId: trace.requestId,
    vpcId: endpoint.vpcId,
    vpcEndpointId: endpoint.id,
    time: trace.startedAt,
  });
  const invoked = account.lambda.invoke(
    integration.functionArn,
    JSON.stringify(event),
    trace.traceId,
  );
  const result = await withinTime(invoked, integration.timeout);
  if (result === undefined) {
    trace.refused('integration', `no answer in ${integration.timeout} ms`);
    return timedOut;
  }
  const response = result.kind === 'response' ? proxyResponse(result.payload) : undefined;
  if (!response) {
    const reason = result.kind === 'error' ? 'the function failed' : 'malformed proxy response';
    trace.refused('integration', `${reason}: ${result.payload.slice(0, 500)}`);
    return internalError(502);
  }
  trace.passed('integration', integration.functionArn);
  return { response };
}

/** API Gateway invokes a function only if the function's policy lets this method do so. */
function isPermitted(arrived: Arrived, match: RouteMatch<Method>, trace: Trace): boolean {
  const { account, mapped } = arrived;
  const { functionArn } = match.method.integration;
  const { httpMethod, resourcePath } = match.method;
  const place = `${mapped.stage}/${httpMethod}${resourcePath.replace(/\{[^}]+\}/g, '*')}`;
  const decision = account.lambda.authorize(functionArn, {
    principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    context: new Map([
      [
        'aws:sourcearn',
        `arn:aws:execute-api:${account.region}:${account.id}:${mapped.api.props.id}/${place}`,
      ],
      ['aws:sourceaccount', account.id],
    ]),
  });
  if (decision.effect === 'allow') {
    trace.passed('function permission', decision.statement ?? '');
    return true;
  }
  trace.refused('function permission', `no statement of ${functionArn} allows ${place}`);
  return false;
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
