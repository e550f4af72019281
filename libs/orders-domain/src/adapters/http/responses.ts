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

/** Answers hold names of people: no cache on the way may keep them. */
const commonHeaders = { 'Cache-Control': 'no-store' };

/** A JSON answer; one without a body where there is none. */
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

/** The problem that an error is answered with; what nobody expected is an internal error. */
function problemOf(error: unknown): AnyProblem {
  if (error instanceof ProblemError) return error.problem;
  return error instanceof OrderError || error instanceof RequestError
    ? error.code
    : 'SERVICE.INTERNAL_ERROR';
}

/** The code that an error is answered with. */
export function codeOf(error: unknown): string {
  return problemKindOf(problemOf(error)).code;
}

/** The problem+json answer of an error. What nobody expected is not explained to the caller. */
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
