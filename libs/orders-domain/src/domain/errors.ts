/** What can go wrong with an order, in words that know neither HTTP nor AWS. */

/** Stable codes of the domain; the HTTP adapter's table gives each a status. */
export type OrderErrorCode =
  'ORDER.NOT_FOUND' | 'ORDER.IDEMPOTENCY_KEY_REUSED' | 'SERVICE.UNAVAILABLE';

/** An expected failure. Its `message` is for the caller, so it holds no personal data. */
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
