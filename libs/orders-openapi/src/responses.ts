/** The error responses: problems by code, and API Gateway's default messages. */
import {
  problemContentType,
  problemKindOf,
  problemTypeOf,
} from '@cross-account/orders-domain/http';
import type { AnyProblem, ProblemCode } from '@cross-account/orders-domain/http';
import { exampleProblem, exampleRequestId } from './examples';
import { schemaReference } from './schemas';

/** OpenAPI's Response Objects by status. */
export type Responses = Record<string, unknown>;

/** OpenAPI's Header Object. */
export interface Header {
  readonly description: string;
  readonly required: true;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example: string | number;
}

const requestId: Header = {
  description: 'Identifies this request in the logs.',
  required: true,
  schema: { type: 'string' },
  example: exampleRequestId,
};

const cacheControl: Header = {
  description: 'Caches must not store the response.',
  required: true,
  schema: { type: 'string', const: 'no-store' },
  example: 'no-store',
};

const retryAfter: Header = {
  description: 'Seconds to wait before a retry.',
  required: true,
  schema: { type: 'integer', minimum: 1 },
  example: 1,
};

/** Headers of several responses. */
export const sharedHeaders = {
  RequestId: requestId,
  CacheControl: cacheControl,
  RetryAfter: retryAfter,
};

/** The headers of every function's response, and of a problem. */
export const commonHeaders = {
  'x-amzn-RequestId': { $ref: '#/components/headers/RequestId' },
  'Cache-Control': { $ref: '#/components/headers/CacheControl' },
};

/** Problems of any request, regardless of path and method. */
const anywhere: readonly ProblemCode[] = [
  'REQUEST.MALFORMED',
  'ACCESS.DENIED',
  'REQUEST.THROTTLED',
  'SERVICE.INTERNAL_ERROR',
  'SERVICE.INVALID_ANSWER',
];

/** Problems of any operation. */
export const functionProblems: readonly ProblemCode[] = ['SERVICE.UNAVAILABLE', 'SERVICE.TIMEOUT'];

/** Codes that are the only one of their status in an operation, whose response is a component. */
const codesAlone = [
  'REQUEST.MALFORMED',
  'ACCESS.DENIED',
  'ORDER.NOT_FOUND',
  'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  'ORDER.IDEMPOTENCY_KEY_REUSED',
  'REQUEST.THROTTLED',
  'SERVICE.INTERNAL_ERROR',
  'SERVICE.INVALID_ANSWER',
  'SERVICE.UNAVAILABLE',
  'SERVICE.TIMEOUT',
] as const satisfies readonly ProblemCode[];

/**
 * The shared responses. The last two have API Gateway's messages: the gateway response of the first can't be
 * customized, and the second has none.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function sharedResponses(): Responses {
  return {
    ...Object.fromEntries(codesAlone.map((code) => [componentOf(code), problemResponse([code])])),
    GatewayTooLarge: gatewayMessage('The request body is larger than 10 MB.', 'Request Too Long'),
    GatewayUriTooLong: gatewayMessage('The path is too long.', 'Request URI too long'),
  };
}

/**
 * Returns the error responses of an operation. There is one for each status, so codes with the same status share it.
 * @param own the codes of the operation, in addition to those of every request
 */
export function problemResponses(own: readonly AnyProblem[]): Responses {
  const codes: readonly AnyProblem[] = [...own, ...anywhere];
  const statuses = new Set(codes.map((code) => String(problemKindOf(code).status)));
  const responses = [...statuses].map((status): [string, unknown] => {
    const [code, ...more] = codes.filter((one) => String(problemKindOf(one).status) === status);
    const isShared = codesAlone.some((one) => one === code) && more.length === 0;
    if (code === undefined) return [status, undefined];
    return [
      status,
      isShared
        ? responseReference(componentOf(problemKindOf(code).code))
        : problemResponse([code, ...more]),
    ];
  });
  // Objects order integer keys numerically.
  return {
    ...Object.fromEntries(responses),
    '413': responseReference('GatewayTooLarge'),
    '414': responseReference('GatewayUriTooLong'),
  };
}

/** Returns the response for several problems. */
export function problemResponse(
  problems: readonly AnyProblem[],
  headers: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const kinds = problems.map(problemKindOf);
  const only = {
    type: { enum: kinds.map(({ code }) => problemTypeOf(code)) },
    status: { enum: [...new Set(kinds.map(({ status }) => status))] },
    code: { enum: kinds.map(({ code }) => code) },
  };
  const retries = kinds.some(({ retryAfter }) => retryAfter !== undefined);
  const examples = problems.map((one) => [problemKindOf(one).code, { value: exampleProblem(one) }]);
  return {
    description: kinds.map(({ title, code }) => `${title} (\`${code}\`).`).join(' '),
    headers: {
      ...commonHeaders,
      ...(retries && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
      ...headers,
    },
    content: {
      [problemContentType]: {
        schema: { allOf: [schemaReference('Problem'), { properties: only }] },
        examples: Object.fromEntries(examples) as Record<string, unknown>,
      },
    },
  };
}

/** Returns a component's name, such as `AccessDenied` for `ACCESS.DENIED`. */
function componentOf(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/(?:^|[._])([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function responseReference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/responses/${name}` };
}

function gatewayMessage(description: string, message: string): Record<string, unknown> {
  return {
    description,
    headers: { 'x-amzn-RequestId': commonHeaders['x-amzn-RequestId'] },
    content: {
      'application/json': {
        schema: schemaReference('GatewayMessage'),
        examples: { gateway: { value: { message } } },
      },
    },
  };
}
