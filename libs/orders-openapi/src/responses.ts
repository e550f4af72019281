/** The answers that end no call well: problems by code, and what API Gateway words itself. */
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

/** Headers that several answers have. */
export const sharedHeaders = {
  RequestId: requestId,
  CacheControl: cacheControl,
  RetryAfter: retryAfter,
};

/** The headers of every answer of a function, and of a problem. */
export const commonHeaders = {
  'x-amzn-RequestId': { $ref: '#/components/headers/RequestId' },
  'Cache-Control': { $ref: '#/components/headers/CacheControl' },
};

/** Problems that any request can end in, whatever its path and method. */
const anywhere: readonly ProblemCode[] = [
  'REQUEST.MALFORMED',
  'ACCESS.DENIED',
  'REQUEST.THROTTLED',
  'SERVICE.INTERNAL_ERROR',
  'SERVICE.INVALID_ANSWER',
];

/** Problems that any call of a function can end in. */
export const functionProblems: readonly ProblemCode[] = ['SERVICE.UNAVAILABLE', 'SERVICE.TIMEOUT'];

/** Codes that are the only one of their status in some operation: their answer is a component. */
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
 * Answers that several calls have. The two last are worded by API Gateway: it has a type of gateway response for
 * the first and does not let it be changed, and it names none for the second.
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
 * The answers to a request that does not succeed. There is one answer for each status, so codes that share a
 * status share an answer.
 * @param own the codes that this call can end in, beside those of every request
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
  // An object keeps names that are numbers in their order.
  return {
    ...Object.fromEntries(responses),
    '413': responseReference('GatewayTooLarge'),
    '414': responseReference('GatewayUriTooLong'),
  };
}

/** The answer that one of several problems has. */
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

/** `ACCESS.DENIED` is `AccessDenied`. */
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
