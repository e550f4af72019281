/**
 * All problems: a stable code, its HTTP status and its title. The functions respond with them, the templates
 * of API Gateway's gateway responses use them, and the OpenAPI document lists them.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
import * as z from 'zod/mini';

interface ProblemKind {
  /** The HTTP status, 400 to 599. */
  readonly status: number;
  /** The kind of problem, for people. */
  readonly title: string;
  /** Seconds after which a retry makes sense: the Retry-After header. */
  readonly retryAfter?: number;
}

/** A custom problem of a service; create it with {@link defineProblem}. */
export interface ProblemDefinition extends ProblemKind {
  /** Stable, such as `ORDER.TOO_LATE`: words of capital letters, digits and `_`, separated by a full stop. */
  readonly code: string;
  /** An example of its detail, for the OpenAPI document. */
  readonly detail: string;
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
  'SERVICE.INVALID_ANSWER': { status: 502, title: 'The service returned an invalid response' },
  'SERVICE.UNAVAILABLE': { status: 503, title: 'The service is unavailable', retryAfter: 1 },
  'SERVICE.TIMEOUT': { status: 504, title: 'The service did not answer in time' },
} as const satisfies Record<string, ProblemKind>;

/** A stable code, as in the body's `code`. */
export type ProblemCode = keyof typeof problems;

/** The media type of every error (RFC 9457). */
export const problemContentType = 'application/problem+json';

/**
 * Precedes the name of each problem type. A custom title requires a custom type (RFC 9457, section 4.2.1),
 * and this one is the same in every stage and fork. To publish a page for each problem, replace it with the
 * pages' URL.
 */
export const problemTypePrefix = 'urn:problem-type:orders:';

/** The type URI of a code, such as `urn:problem-type:orders:order-not-found` for `ORDER.NOT_FOUND`. */
export function problemTypeOf(code: string): string {
  return problemTypePrefix + code.toLowerCase().replaceAll(/[._]/g, '-');
}

/** All codes that services share. */
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** Returns whether all services share a code. */
export function isKnownProblem(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

const codePattern = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\.[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/**
 * Validates and returns a custom problem.
 * @throws Error when the code exists or is malformed, or the status is not an error
 */
export function defineProblem(definition: ProblemDefinition): ProblemDefinition {
  const { code, status } = definition;
  if (!codePattern.test(code)) {
    throw new Error(`problem code must have the form ORDER.TOO_LATE, got "${code}"`);
  }
  if (isKnownProblem(code))
    throw new Error(`problem "${code}" is already defined for every service`);
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    throw new Error(`problem "${code}" must have a status from 400 to 599, got ${status}`);
  }
  return Object.freeze({ ...definition });
}

/** An expected, service-specific failure. Its message is for the caller, so it must not contain personal data. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: ProblemDefinition,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The body of every error response of a function, and of API Gateway's customizable gateway responses.
 * @param own codes of the service's custom problems
 */
export function problemSchema(own: readonly string[] = []) {
  const codes: [string, ...string[]] = [...problemCodes, ...own];
  return z.object({
    type: z
      .enum(codes.map(problemTypeOf))
      .check(z.describe('Identifies the kind of problem, one for each code.')),
    title: z.string().check(z.describe('The kind of problem, for people.')),
    status: z.int().check(z.gte(400), z.lte(599), z.describe('The HTTP status.')),
    code: z
      .enum(codes)
      .check(z.describe('The kind of problem, for programs: the meaning of a code never changes.')),
    detail: z.string().check(z.describe('What is wrong with this request, for people.')),
    requestId: z.optional(z.string().check(z.describe('Identifies this request in the logs.'))),
  });
}

/** The body of a problem. */
export type Problem = z.infer<ReturnType<typeof problemSchema>>;

/** The body of gateway responses that can't be customized. */
export const gatewayMessageSchema = z.object({
  message: z.string().check(z.describe('What is wrong with this request, for people.')),
});

/** A problem by its code or its declaration. */
export type AnyProblem = ProblemCode | ProblemDefinition;

/** Code, status, title and Retry-After of a problem. */
export function problemKindOf(problem: AnyProblem): ProblemKind & { readonly code: string } {
  return typeof problem === 'string' ? { code: problem, ...problems[problem] } : problem;
}

/** Returns the body of a problem. */
export function problem(kind: AnyProblem, detail: string, requestId?: string): Problem {
  const { code, status, title } = problemKindOf(kind);
  const body: Problem = { type: problemTypeOf(code), title, status, code, detail };
  return requestId === undefined ? body : { ...body, requestId };
}
