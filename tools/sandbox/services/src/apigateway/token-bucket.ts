/**
 * The token bucket that API Gateway throttles by: a request takes a token; tokens come back at a
 * steady rate, until the bucket is full.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */

/** How many requests are let through. */
export interface ThrottleLimits {
  /** Requests a second in the long run. */
  readonly rate: number;
  /** Requests at once: how many tokens the bucket holds. */
  readonly burst: number;
}

/** Milliseconds that only ever grow. */
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

  /** Whether no token is missing. */
  get isFull(): boolean {
    this.fill();
    return this.tokens === this.limits.burst;
  }

  /** Takes a token; false where there is none. */
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
