/**
 * The one table of every problem: a stable code, its HTTP status and its title. The functions answer with it,
 * the templates of API Gateway's own answers are made from it, and the OpenAPI document lists it.
 * @see https://www.rfc-editor.org/rfc/rfc9457
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
  'REQUEST.MALFORMED': { status: 400, title: 'The request cannot be read' },
  'REQUEST.MALFORMED_JSON': { status: 400, title: 'The request body is not JSON' },
  'REQUEST.INVALID_BODY': { status: 400, title: 'The request body is not valid' },
  'REQUEST.INVALID_PARAMETER': { status: 400, title: 'A request parameter is not valid' },
  'REQUEST.INVALID_CURSOR': { status: 400, title: 'The nextToken is not valid' },
  'ACCESS.DENIED': { status: 403, title: 'Access is denied' },
  'ROUTE.NOT_FOUND': { status: 404, title: 'There is nothing at this path' },
  'ORDER.NOT_FOUND': { status: 404, title: 'The order does not exist' },
  'ROUTE.METHOD_NOT_ALLOWED': { status: 405, title: 'The method is not allowed here' },
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': { status: 415, title: 'The request body must be JSON' },
  'ORDER.IDEMPOTENCY_KEY_REUSED': { status: 422, title: 'The Idempotency-Key was used before' },
  'REQUEST.THROTTLED': { status: 429, title: 'There are too many requests' },
  'SERVICE.INTERNAL_ERROR': { status: 500, title: 'The service failed' },
  'SERVICE.INVALID_ANSWER': { status: 502, title: 'The service gave no valid answer' },
  'SERVICE.UNAVAILABLE': { status: 503, title: 'The service is unavailable', retryAfter: 1 },
  'SERVICE.TIMEOUT': { status: 504, title: 'The service did not answer in time' },
} as const satisfies Record<string, ProblemKind>;

/** A stable code, as in the body's `code`. */
export type ProblemCode = keyof typeof problems;

/** The media type of every error (RFC 9457). */
export const problemContentType = 'application/problem+json';

/**
 * Precedes the name of each problem type. A title of our own needs a type of our own (RFC 9457, section 4.2.1),
 * and this one is the same in every stage and fork. Whoever publishes a page for each problem puts its URL here.
 */
export const problemTypePrefix = 'urn:problem-type:orders:';

/** The type URI of a code, such as `urn:problem-type:orders:order-not-found` for `ORDER.NOT_FOUND`. */
export function problemTypeOf(code: ProblemCode): string {
  return problemTypePrefix + code.toLowerCase().replaceAll(/[._]/g, '-');
}

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** The body of every error that a function answers, and of all that API Gateway lets us word. */
export const problemSchema = z.object({
  type: z
    .enum(codes.map(problemTypeOf))
    .check(z.describe('Identifies the kind of problem, one for each code.')),
  title: z.string().check(z.describe('The kind of problem, for people.')),
  status: z.int().check(z.gte(400), z.lte(599), z.describe('The HTTP status.')),
  code: z
    .enum(codes)
    .check(z.describe('The kind of problem, for programs: a code never changes its meaning.')),
  detail: z.string().check(z.describe('What is wrong with this request, for people.')),
  requestId: z.optional(z.string().check(z.describe('Names this request in the logs.'))),
});

/** The body of a problem. */
export type Problem = z.infer<typeof problemSchema>;

/** The body of what API Gateway answers in its own words. */
export const gatewayMessageSchema = z.object({
  message: z.string().check(z.describe('What is wrong with this request, for people.')),
});

/** Makes the body of a problem. */
export function problem(code: ProblemCode, detail: string, requestId?: string): Problem {
  const { status, title } = problems[code];
  const body: Problem = { type: problemTypeOf(code), title, status, code, detail };
  return requestId === undefined ? body : { ...body, requestId };
}

/** The Retry-After header of a code, in seconds, if it has one. */
export function retryAfterOf(code: ProblemCode): number | undefined {
  const kind: ProblemKind = problems[code];
  return kind.retryAfter;
}
