/** The error for a request that violates the HTTP contract. */
import type { ProblemCode } from './problems';

/** Codes that only the shape of a request can cause. */
export type RequestErrorCode = Extract<ProblemCode, `REQUEST.${string}`>;

/** An expected failure. Its message goes to the caller and repeats no value of the request's fields. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly code: RequestErrorCode,
    message: string,
  ) {
    super(message);
  }
}
