/**
 * The listener's limits, so that neither many nor slow clients exhaust the process. They are AWS's if AWS documents
 * them.
 */

/** Times in milliseconds. */
export interface ListenerLimits {
  /** For a TLS handshake. */
  readonly handshakeTimeout: number;
  /** For a request's whole head. */
  readonly headersTimeout: number;
  /** For a complete request, even if bytes keep arriving. */
  readonly requestTimeout: number;
  /** For a connection without data in either direction. */
  readonly idleTimeout: number;
  /** The interval of timeout checks. */
  readonly checkInterval: number;
  /** The maximum of open connections; further ones are closed. */
  readonly connections: number;
  /** The maximum of requests in flight; further ones receive a 503. */
  readonly requests: number;
  /** The total bytes of all bodies in flight, without those of at most {@link SMALL_BODY_BYTES}. */
  readonly bodyBytes: number;
}

/**
 * A load balancer closes a connection on which nothing is sent for 60 s.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
const IDLE_TIMEOUT = 60_000;

export const LISTENER_LIMITS: ListenerLimits = {
  handshakeTimeout: IDLE_TIMEOUT,
  headersTimeout: IDLE_TIMEOUT,
  requestTimeout: 5 * 60_000,
  idleTimeout: IDLE_TIMEOUT,
  checkInterval: 1_000,
  connections: 2_048,
  requests: 1_000,
  bodyBytes: 128 * 1024 * 1024,
};

/** The maximum bytes of a body that never waits for the budget. */
export const SMALL_BODY_BYTES = 64 * 1024;

/**
 * A load balancer's limits of a request's head, in bytes.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const MAX_LINE_BYTES = 16 * 1024;
export const MAX_HEAD_BYTES = 64 * 1024;

/** A load balancer's limit of addresses in `X-Forwarded-For`; see the same page. */
export const MAX_FORWARDED_ADDRESSES = 30;
