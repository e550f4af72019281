/** Answers as API Gateway expects them from a function. */
import type { APIGatewayProxyResult } from 'aws-lambda';
import { OrderError } from '../../domain/errors';
import { problem, problemContentType, problems, retryAfterOf, type ProblemCode } from './problems';
import { RequestError } from './request-error';

/** Answers hold names of people: no cache on the way may keep them. */
const commonHeaders = { 'Cache-Control': 'no-store' };

/** A JSON answer. */
export function jsonAnswer(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { ...commonHeaders, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** The code that an error is answered with; what nobody expected is an internal error. */
export function codeOf(error: unknown): ProblemCode {
  return error instanceof OrderError || error instanceof RequestError
    ? error.code
    : 'SERVICE.INTERNAL_ERROR';
}

/** The problem+json answer of an error. What nobody expected is not explained to the caller. */
export function problemAnswer(error: unknown, requestId?: string): APIGatewayProxyResult {
  const code = codeOf(error);
  const expected = error instanceof OrderError || error instanceof RequestError;
  const detail = expected ? error.message : 'The service could not answer this request.';
  const retryAfter = retryAfterOf(code);
  return {
    statusCode: problems[code].status,
    headers: {
      ...commonHeaders,
      'Content-Type': problemContentType,
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    },
    body: JSON.stringify(problem(code, detail, requestId)),
  };
}
