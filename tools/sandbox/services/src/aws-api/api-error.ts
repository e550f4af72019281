/**
 * The error of an AWS API.
 *
 * All services share some errors, with different codes and statuses in each protocol: those have a
 * kind, which the protocol maps to a code. A service's own errors have their code.
 */

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export type CommonError =
  /** The request has no `Authorization`. */
  | 'missingToken'
  /** Its `Authorization` is malformed. */
  | 'incompleteSignature'
  /** The credentials are unknown. */
  | 'unrecognizedClient'
  /** The session has expired. */
  | 'expiredToken'
  | 'accessDenied'
  | 'unknownOperation'
  /** The body can't be parsed. */
  | 'malformed'
  /** A value in the body is missing or invalid. */
  | 'invalid'
  | 'tooLarge'
  | 'internal';

/** An error of a single service: its code, and the HTTP status. */
export interface ServiceError {
  readonly code: string;
  /** @default 400 */
  readonly status?: number;
  /** Further members of the error in the response. */
  readonly members?: Readonly<Record<string, unknown>>;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly kind: CommonError | ServiceError,
    message: string,
  ) {
    super(message);
  }
}
