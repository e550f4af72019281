/**
 * A token bucket, as in API Gateway's throttling: a request takes a token; the bucket is refilled at a steady rate.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */

/** The limits of a token bucket. */
export interface ThrottleLimits {
  /** The steady-state requests per second. */
  readonly rate: number;
  /** The capacity of the bucket in requests. */
  readonly burst: number;
}

/** A monotonic clock in milliseconds. */
export type Clock = () => number;

export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    readonly limits: ThrottleLimits,
    private readonly clock: Clock,
  ) {
    this.tokens = limits.burst;
    this.filledAt = clock();
  }

  /** Whether the bucket is full. */
  get isFull(): boolean {
    this.fill();
    return this.tokens === this.limits.burst;
  }

  /** Takes a token. Returns false if there is none. */
  take(): boolean {
    this.fill();
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  private fill(): void {
    const now = this.clock();
    const { rate, burst } = this.limits;
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledAt) / 1000) * rate);
    this.filledAt = now;
  }
}
