/**
 * The error of an AWS API.
 *
 * The services share some errors, which each protocol has its own codes and statuses for: those are
 * told by what they mean, and the protocol names them. A service's own errors carry their code.
 */

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export type CommonError =
  /** The request has no `Authorization`. */
  | 'missingToken'
  /** It has one that can't be read. */
  | 'incompleteSignature'
  /** The credentials are unknown. */
  | 'unrecognizedClient'
  /** A session whose time is over. */
  | 'expiredToken'
  | 'accessDenied'
  | 'unknownOperation'
  /** The body can't be read as the protocol says. */
  | 'malformed'
  /** It can, but a value in it is missing or wrong. */
  | 'invalid'
  | 'tooLarge'
  | 'internal';

/** An error of one service: its code, and the HTTP status. */
export interface ServiceError {
  readonly code: string;
  /** @default 400 */
  readonly status?: number;
  /** Further members of the answer's error. */
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
