/**
 * What the listener takes of its clients, so that neither many nor slow ones use up the process.
 * Where AWS has a number, it is AWS's.
 */

/** Times in milliseconds. */
export interface ListenerLimits {
  /** For a TLS handshake. */
  readonly handshakeTimeout: number;
  /** For a request's whole head. */
  readonly headersTimeout: number;
  /** For a whole request: what is sent byte by byte is no use to anybody. */
  readonly requestTimeout: number;
  /** How long nothing may be sent in either direction. */
  readonly idleTimeout: number;
  /** How often connections are looked at. */
  readonly checkInterval: number;
  /** How many may be open; one more is closed at once. */
  readonly connections: number;
  /** How many may be in progress, of all connections; one more is answered with 503. */
  readonly requests: number;
  /** Bytes of all bodies in progress together, but for those that are {@link SMALL_BODY_BYTES} at most. */
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

/** Bytes of a body that is read at once, however many others are. */
export const SMALL_BODY_BYTES = 64 * 1024;

/**
 * What a load balancer takes of a request's head, in bytes.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const MAX_LINE_BYTES = 16 * 1024;
export const MAX_HEAD_BYTES = 64 * 1024;

/** How many addresses a load balancer takes in `X-Forwarded-For`; see the same page. */
export const MAX_FORWARDED_ADDRESSES = 30;
