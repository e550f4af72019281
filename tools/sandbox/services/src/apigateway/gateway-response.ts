/**
 * Gateway responses: API Gateway's responses to requests that it rejects or cannot serve.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import type { HttpResponse } from '@sandbox/kernel/http';
import type { GatewayResponse } from './rest-api';

/** The error of a request that API Gateway rejects or cannot serve. */
export interface GatewayError {
  readonly type: GatewayResponseType;
  /** The status, unless the definition of the response type overrides it. */
  readonly status: number;
  readonly message: string;
  /** The exception type in the response. @default that of the response type */
  readonly errorType?: string;
  /** The violations of the body, for the client only, since they quote values. */
  readonly validationError?: string;
  /** The same for traces and the terminal. @default the message */
  readonly reason?: string;
}

/** API Gateway's messages, which gateway responses don't change. */
export const requestTooLarge: GatewayError = {
  type: 'REQUEST_TOO_LARGE',
  status: 413,
  message: 'Request Too Long',
};

/** Returns the error for a misconfigured API or a failed integration. */
export function internalServerError(
  status: 500 | 502,
  type: GatewayResponseType = 'DEFAULT_5XX',
): GatewayError {
  return { type, status, message: 'Internal server error' };
}

/** AWS's response types, and `URI_TOO_LONG` for a response without a documented type. */
export type GatewayResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'DEFAULT_5XX'
  | 'EXPIRED_TOKEN'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_SIGNATURE'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'REQUEST_TOO_LARGE'
  | 'THROTTLED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'DEFAULT_4XX'
  | 'URI_TOO_LONG';

/**
 * Response types that an API cannot customize, neither by a definition nor by its default for 4XX.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const fixedTypes: ReadonlySet<GatewayResponseType> = new Set(['REQUEST_TOO_LARGE', 'URI_TOO_LONG']);

/** The values of `$context.…` in a template. */
export interface GatewayContext {
  readonly requestId: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly stage: string;
}

const plainResponse: GatewayResponse = {
  statusCode: undefined,
  headers: {},
  templates: { 'application/json': '{"message":$context.error.messageString}' },
};

/**
 * Returns the response for an error, by the API's definition for its type, or by its default for 4XX or 5XX, if the
 * type can be customized.
 */
export function renderGatewayResponse(
  definitions: ReadonlyMap<string, GatewayResponse>,
  error: GatewayError,
  context: GatewayContext,
): HttpResponse {
  const definition = definitionOf(definitions, error);
  const [contentType = 'application/json', template = ''] =
    Object.entries(definition.templates)[0] ?? Object.entries(plainResponse.templates)[0] ?? [];
  const status = definition.statusCode ?? error.status;
  const errorType = error.errorType ?? errorTypes[error.type];
  const values: Readonly<Record<string, string>> = {
    'error.message': error.message,
    'error.messageString': JSON.stringify(error.message),
    'error.responseType': error.type,
    'error.validationErrorString': escaped(error.validationError ?? ''),
    requestId: context.requestId,
    extendedRequestId: context.requestId,
    httpMethod: context.httpMethod,
    path: escaped(context.path),
    stage: context.stage,
    status: String(status),
  };
  return {
    status,
    headers: {
      'content-type': contentType,
      ...(errorType !== undefined && { 'x-amzn-errortype': errorType }),
      ...staticHeaders(definition.headers),
    },
    body: template.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_match, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? '') : '',
    ),
  };
}

function definitionOf(
  definitions: ReadonlyMap<string, GatewayResponse>,
  { type, status }: GatewayError,
): GatewayResponse {
  if (fixedTypes.has(type)) return plainResponse;
  const fallback = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return definitions.get(type) ?? definitions.get(fallback) ?? plainResponse;
}

/** Only static values, in single quotes, are supported; a mapping is an error at deployment. */
export function staticHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.slice(1, -1)]),
  );
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The known exception types of API Gateway's responses. */
const errorTypes: Readonly<Partial<Record<GatewayResponseType, string>>> = {
  ACCESS_DENIED: 'AccessDeniedException',
  API_CONFIGURATION_ERROR: 'InternalServerErrorException',
  BAD_REQUEST_BODY: 'BadRequestException',
  BAD_REQUEST_PARAMETERS: 'BadRequestException',
  DEFAULT_4XX: 'BadRequestException',
  DEFAULT_5XX: 'InternalServerErrorException',
  EXPIRED_TOKEN: 'ExpiredTokenException',
  INTEGRATION_FAILURE: 'InternalServerErrorException',
  INTEGRATION_TIMEOUT: 'InternalServerErrorException',
  INVALID_SIGNATURE: 'InvalidSignatureException',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationTokenException',
  REQUEST_TOO_LARGE: 'RequestTooLargeException',
  THROTTLED: 'TooManyRequestsException',
  UNSUPPORTED_MEDIA_TYPE: 'UnsupportedMediaTypeException',
};
