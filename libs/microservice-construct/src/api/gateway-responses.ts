/**
 * What API Gateway answers by itself, in the shape of the service's own errors.
 *
 * These templates are not VTL: API Gateway puts values in the place of `$context` variables. AWS does
 * not document how it escapes `$context.error.validationErrorString`, which quotes field names, so
 * the only variable here is the request ID, and a refused body is told what a right one is.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseTemplates.html
 */
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { problemContentType, problems } from '@cross-account/orders-domain';
import type { ProblemCode, ServiceDefinition } from '@cross-account/orders-domain';
import { problemBody } from './problem';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly code: ProblemCode;
  readonly detail: string;
  /** @default the code's own status */
  readonly status?: number;
}

const UNKNOWN_ROUTE = 'There is nothing at this path.';
const TOO_MANY = 'Too many requests. Try again a little later.';
const UNANSWERED =
  'The service did not answer in time. Repeat an order only under the same Idempotency-Key.';

const gatewayProblems: readonly GatewayProblem[] = [
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    code: 'REQUEST.INVALID_PARAMETER',
    detail: 'A parameter is missing or empty.',
  },
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    code: 'ROUTE.NOT_FOUND',
    detail: UNKNOWN_ROUTE,
  },
  { type: ResponseType.RESOURCE_NOT_FOUND, code: 'ROUTE.NOT_FOUND', detail: UNKNOWN_ROUTE },
  { type: ResponseType.ACCESS_DENIED, code: 'ACCESS.DENIED', detail: 'You may not call this API.' },
  { type: ResponseType.THROTTLED, code: 'REQUEST.THROTTLED', detail: TOO_MANY },
  { type: ResponseType.QUOTA_EXCEEDED, code: 'REQUEST.THROTTLED', detail: TOO_MANY },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    code: 'REQUEST.TOO_LARGE',
    detail: 'The body is larger than the API accepts.',
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    detail: 'The content type has to be application/json.',
  },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    code: 'SERVICE.INTERNAL_ERROR',
    detail: UNANSWERED,
    status: 504,
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    code: 'SERVICE.INTERNAL_ERROR',
    detail: UNANSWERED,
    status: 504,
  },
  // Every other response of the 4XX kind refuses a caller: signatures, tokens, keys, WAF.
  { type: ResponseType.DEFAULT_4XX, code: 'ACCESS.DENIED', detail: 'You may not call this API.' },
];

/** Makes every answer that API Gateway gives by itself a problem document. */
export function addGatewayResponses(api: RestApi, service: ServiceDefinition): void {
  const all = [...gatewayProblems, invalidBody(service)];
  for (const { type, code, detail, status = problems[code].status } of all) {
    addResponse(api, type, problemBody({ code, status, detail }), String(status));
  }
  // API Gateway uses it for 500 and 502 alike and keeps its status, so the body leaves it out.
  addResponse(
    api,
    ResponseType.DEFAULT_5XX,
    problemBody({ code: 'SERVICE.INTERNAL_ERROR', detail: 'Something went wrong on our side.' }),
  );
}

function invalidBody({ name, items }: ServiceDefinition): GatewayProblem {
  return {
    type: ResponseType.BAD_REQUEST_BODY,
    code: 'REQUEST.INVALID_BODY',
    detail:
      'The body has to be a JSON object with exactly these fields: fullName, 1 to 200 characters; ' +
      `${name}, one of ${items.join(', ')}.`,
  };
}

function addResponse(api: RestApi, type: ResponseType, body: object, statusCode?: string): void {
  api.addGatewayResponse(type.responseType, {
    type,
    ...(statusCode !== undefined && { statusCode }),
    responseHeaders: { 'Content-Type': `'${problemContentType}'` },
    templates: { 'application/json': JSON.stringify({ ...body, requestId: '$context.requestId' }) },
  });
}
