/** Runs the integration of a method: a function or a mock. */
import { contentType, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import { TimeLimit, type Pausable } from '@sandbox/kernel/time-limit';
import { principalName } from '@sandbox/policy/principal';
import type { Signer } from '@sandbox/services/apigateway/caller-authentication';
import { decodedBase64 } from '@sandbox/services/apigateway/binary-media-types';
import { executeApiName } from '@sandbox/services/apigateway/execute-api-name';
import {
  internalServerError,
  requestTooLarge,
  type GatewayError,
} from '@sandbox/services/apigateway/gateway-response';
import {
  malformedReason,
  proxyEvent,
  proxyResponse,
  type ProxyCaller,
  type ProxyResponse,
} from '@sandbox/services/apigateway/lambda-proxy';
import { isSupported, mockResponse } from '@sandbox/services/apigateway/mock-integration';
import type { Method } from '@sandbox/services/apigateway/rest-api';
import { InvokeError } from '@sandbox/services/lambda/invoke-error';
import type { AccountWith } from '@sandbox/services/services';
import { passed, refused, refusedByRule, type Step } from '../pipeline';
import type { AtMethod } from './client-request';
import { asksForSignature } from './signer-hop';

interface Integrated {
  readonly response: HttpResponse;
}

interface Invoking extends Pick<
  AtMethod,
  'request' | 'identity' | 'endpoint' | 'mapped' | 'stage' | 'match' | 'signer'
> {
  readonly owner: AccountWith<'lambda'>;
}

const timedOut: GatewayError = {
  type: 'INTEGRATION_TIMEOUT',
  status: 504,
  message: 'Endpoint request timed out',
};

export async function integration(context: Invoking): Promise<Step<Integrated, GatewayError>> {
  const { request, match } = context;
  const { type, httpMethod = 'POST' } = match.method.integration;
  if (type === 'MOCK') return mock(request, match.method);
  if (httpMethod !== 'POST') {
    const rule = `Lambda must be invoked with POST, not ${httpMethod}`;
    const error = internalServerError(500, 'API_CONFIGURATION_ERROR');
    return refusedByRule(error, rule, [match.method.constructPath]);
  }
  return invokeFunction(context);
}

function mock(request: HttpRequest, method: Method): Step<Integrated, GatewayError> {
  const { constructPath } = method;
  const type = contentType(request);
  if (!isSupported(method.integration, type)) {
    const rule = `the integration has no request template for ${type}`;
    const message = 'Unsupported Media Type';
    const error: GatewayError = { type: 'UNSUPPORTED_MEDIA_TYPE', status: 415, message };
    return refusedByRule(error, rule, [constructPath]);
  }
  const response = mockResponse(method.integration, type, request.body.toString());
  if (response) return passed({ response }, 'MOCK');
  const rule = 'the integration has no response for the status of the MOCK request template';
  return refusedByRule(internalServerError(500, 'API_CONFIGURATION_ERROR'), rule, [constructPath]);
}

async function invokeFunction(context: Invoking): Promise<Step<Integrated, GatewayError>> {
  const { owner, match, identity } = context;
  const { functionArn, timeout } = match.method.integration;
  const invoked = owner.lambda
    .invoke(functionArn, JSON.stringify(eventOf(context)), identity.traceId)
    .catch(notInvoked);
  const result = await withinTime(invoked, timeout, owner.lambda.pausableOf(functionArn));
  if (result instanceof InvokeError) return refusedByLambda(result, match.method);
  if (result === undefined) return refused(timedOut, `no response within ${timeout} ms`);
  const answer = result.kind === 'response' ? proxyResponse(result.payload) : undefined;
  if (answer) return answered(answer, context);
  const reason =
    result.kind === 'error'
      ? `the function failed: ${result.reason}`
      : `malformed proxy response: ${malformedReason(result.payload)}`;
  return refused(internalServerError(502), reason);
}

/** A base64 body is sent as text to a client that does not accept binary media types. */
function answered(
  { isBase64Encoded, ...response }: ProxyResponse,
  { request, stage, match }: Invoking,
): Step<Integrated, GatewayError> {
  const { functionArn } = match.method.integration;
  if (!isBase64Encoded || !stage.binaryMediaTypes.areAcceptedBy(request)) {
    return passed({ response }, functionArn);
  }
  const body = decodedBase64(response.body);
  if (body) return passed({ response: { ...response, body } }, functionArn);
  const reason = 'the function set isBase64Encoded, but its body is not base64';
  return refused(internalServerError(500, 'API_CONFIGURATION_ERROR'), reason);
}

function eventOf(context: Invoking) {
  const { stage, owner, mapped, endpoint, request, match, identity, signer } = context;
  return proxyEvent(request, match, {
    account: owner.id,
    apiId: mapped.api.props.id,
    stage: mapped.stage,
    path: eventPath(context),
    requestId: identity.requestId,
    endpoint,
    time: identity.startedAt,
    isBinary: stage.binaryMediaTypes.areSentBy(request),
    ...(signer && asksForSignature(match) && { caller: proxyCaller(signer) }),
  });
}

function proxyCaller({ accessKeyId, caller }: Signer): ProxyCaller {
  const { account, principal, userId } = caller;
  const userArn = principalName(principal);
  return { accountId: account.id, accessKey: accessKeyId, userId, userArn };
}

function notInvoked(error: unknown): InvokeError {
  if (error instanceof InvokeError) return error;
  throw error;
}

/**
 * The gateway responses if Lambda did not invoke the function, as reported of AWS: an integration failure for a
 * throttled function, and a request that is too large for a payload over Lambda's limit.
 *
 * @see https://repost.aws/questions/QUfI6bsdd0SOiPeyimzxSkfQ/api-gateway-proxy-integration-does-not-forward-lambda-throttling-http-429-to-client-needs-product-support
 * @see https://github.com/koki-develop/lgtm-generator/issues/10
 */
function refusedByLambda({ name, message }: InvokeError, method: Method) {
  return refusedByRule(errorOf(name), `${name}: ${message}`, [method.constructPath]);
}

function errorOf(name: InvokeError['name']): GatewayError {
  switch (name) {
    case 'RequestTooLargeException':
      return requestTooLarge;
    case 'TooManyRequestsException':
      return internalServerError(500, 'INTEGRATION_FAILURE');
    case 'ResourceNotFoundException':
      return internalServerError(500, 'API_CONFIGURATION_ERROR');
  }
}

/** Returns the path in the function's event: for API Gateway's default names, without the stage. */
function eventPath({ request, mapped }: Pick<AtMethod, 'request' | 'mapped'>): string {
  return executeApiName(request.host) ? mapped.path : request.path;
}

/** Resolves to undefined after a timeout in milliseconds, excluding pauses at a breakpoint. */
async function withinTime<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  pausable: Pausable | undefined,
): Promise<Value | undefined> {
  let limit: TimeLimit | undefined;
  const late = new Promise<undefined>((resolve) => {
    limit = new TimeLimit(milliseconds, () => resolve(undefined), pausable);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    limit?.stop();
  }
}
