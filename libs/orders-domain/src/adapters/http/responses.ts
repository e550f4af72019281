/** Responses in the format that API Gateway expects from a function. */
import type { APIGatewayProxyResult } from 'aws-lambda';
import { OrderError } from '../../domain/errors';
import {
  problem,
  problemContentType,
  ProblemError,
  problemKindOf,
  type AnyProblem,
} from './problems';
import { RequestError } from './request-error';

/** Responses contain personal data, so no cache may store them. */
const commonHeaders = { 'Cache-Control': 'no-store' };

/** Returns a JSON response; without a body if it is undefined. */
export function jsonResponse(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult {
  if (body === undefined)
    return { statusCode, headers: { ...commonHeaders, ...headers }, body: '' };
  return {
    statusCode,
    headers: { ...commonHeaders, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** Returns the problem for an error; an unexpected error is an internal error. */
function problemOf(error: unknown): AnyProblem {
  if (error instanceof ProblemError) return error.problem;
  return error instanceof OrderError || error instanceof RequestError
    ? error.code
    : 'SERVICE.INTERNAL_ERROR';
}

/** Returns the problem code for an error. */
export function codeOf(error: unknown): string {
  return problemKindOf(problemOf(error)).code;
}

/** Returns the problem+json response for an error. An unexpected error is not explained to the caller. */
export function errorResponse(error: unknown, requestId?: string): APIGatewayProxyResult {
  const kind = problemOf(error);
  const { status, retryAfter } = problemKindOf(kind);
  const detail =
    kind !== 'SERVICE.INTERNAL_ERROR' && error instanceof Error
      ? error.message
      : 'The service could not process this request.';
  return {
    statusCode: status,
    headers: {
      ...commonHeaders,
      'Content-Type': problemContentType,
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    },
    body: JSON.stringify(problem(kind, detail, requestId)),
  };
}
