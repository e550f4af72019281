/**
 * The one table of everything that can be answered wrong: a stable code, its HTTP status and its title. The
 * functions answer with it, the gateway's own answers are made from it, and the OpenAPI document lists it.
 */
import * as z from 'zod/mini';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** Seconds after which a retry makes sense: the Retry-After header. */
  readonly retryAfter?: number;
}

/** Status and title of each code. */
export const problems = {
  'REQUEST.INVALID_BODY': { status: 400, title: 'The request body is not valid' },
  'REQUEST.INVALID_PARAMETER': { status: 400, title: 'A request parameter is not valid' },
  'REQUEST.INVALID_CURSOR': { status: 400, title: 'The nextToken is not valid' },
  'ACCESS.DENIED': { status: 403, title: 'Access is denied' },
  'ROUTE.NOT_FOUND': { status: 404, title: 'There is nothing at this path' },
  'ORDER.NOT_FOUND': { status: 404, title: 'The order does not exist' },
  'ROUTE.METHOD_NOT_ALLOWED': { status: 405, title: 'The method is not allowed here' },
  'REQUEST.TOO_LARGE': { status: 413, title: 'The request body is too large' },
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': { status: 415, title: 'The request body must be JSON' },
  'ORDER.IDEMPOTENCY_KEY_REUSED': { status: 422, title: 'The Idempotency-Key was used before' },
  'REQUEST.THROTTLED': { status: 429, title: 'There are too many requests' },
  'SERVICE.INTERNAL_ERROR': { status: 500, title: 'The service failed' },
  'SERVICE.UNAVAILABLE': { status: 503, title: 'The service is unavailable', retryAfter: 1 },
} as const satisfies Record<string, ProblemKind>;

/** A stable code, as in the body's `code`. */
export type ProblemCode = keyof typeof problems;

/** The media type of every error (RFC 9457). */
export const problemContentType = 'application/problem+json';

/** The body of every error. */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string().check(z.describe('What kind of error this is, for people.')),
  status: z.int().check(z.gte(400), z.lte(599), z.describe('The HTTP status again.')),
  code: z
    .enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]])
    .check(z.describe('What kind of error this is, for programs: it does not change.')),
  detail: z.string().check(z.describe('What is wrong with this request.')),
  requestId: z.optional(z.string().check(z.describe('Names this request in the logs.'))),
});

/** The body of every error. */
export type Problem = z.infer<typeof problemSchema>;

/** Makes the body of an error. */
export function problem(code: ProblemCode, detail: string, requestId?: string): Problem {
  const { status, title } = problems[code];
  const body: Problem = { type: 'about:blank', title, status, code, detail };
  return requestId === undefined ? body : { ...body, requestId };
}

/** The Retry-After header of a code, in seconds, if it has one. */
export function retryAfterOf(code: ProblemCode): number | undefined {
  const kind: ProblemKind = problems[code];
  return kind.retryAfter;
}
