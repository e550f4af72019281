/** The errors of the order domain, independent of HTTP and AWS. */

/** Stable error codes of the domain, which the HTTP adapter maps to statuses. */
export type OrderErrorCode =
  'ORDER.NOT_FOUND' | 'ORDER.IDEMPOTENCY_KEY_REUSED' | 'SERVICE.UNAVAILABLE';

/** An expected failure. Its `message` is for the caller, so it must not contain personal data. */
export class OrderError extends Error {
  override readonly name = 'OrderError';

  constructor(
    readonly code: OrderErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
