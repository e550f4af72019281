/**
 * The throttling of a stage's methods. Each method has a token bucket with the stage's settings for it or for all
 * methods; a request needs a token of its method and one of the account.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
import { TokenBucket, type Clock, type ThrottleLimits } from './token-bucket';

/** The throttling settings of one method or of all methods. */
export interface MethodThrottle {
  /** `*` for all methods. */
  readonly httpMethod: string;
  /** Such as `/orders`; `/*` for all paths. */
  readonly resourcePath: string;
  readonly limits: ThrottleLimits;
}

/** The limit that a request exceeded. */
export interface Throttled {
  readonly limits: ThrottleLimits;
  readonly scope: 'account' | 'method';
}

/**
 * The default quota of an account in a Region.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const ACCOUNT_LIMITS: ThrottleLimits = { rate: 10_000, burst: 5_000 };

/** The throttle of all APIs of an account. */
export class AccountThrottle {
  readonly bucket: TokenBucket;

  constructor(readonly clock: Clock) {
    this.bucket = new TokenBucket(ACCOUNT_LIMITS, clock);
  }
}

export class StageThrottles {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly account: AccountThrottle,
    private settings: readonly MethodThrottle[],
  ) {}

  /**
   * Changes the limits; a method with unchanged limits keeps its bucket. Full buckets are removed, since they equal
   * new ones.
   */
  configure(settings: readonly MethodThrottle[]): void {
    this.settings = settings;
    for (const [key, bucket] of this.buckets) if (bucket.isFull) this.buckets.delete(key);
  }

  /** Takes the tokens of a request. Returns the exceeded limit; undefined if there are enough tokens. */
  take(httpMethod: string, resourcePath: string): Throttled | undefined {
    const bucket = this.bucketOf(httpMethod, resourcePath);
    if (bucket && !bucket.take()) return { limits: bucket.limits, scope: 'method' };
    if (this.account.bucket.take()) return undefined;
    return { limits: this.account.bucket.limits, scope: 'account' };
  }

  private bucketOf(httpMethod: string, resourcePath: string): TokenBucket | undefined {
    const limits = this.limitsOf(httpMethod, resourcePath);
    if (!limits) return undefined;
    const key = `${httpMethod} ${resourcePath}`;
    const current = this.buckets.get(key);
    if (current?.limits.rate === limits.rate && current.limits.burst === limits.burst)
      return current;
    const bucket = new TokenBucket(limits, this.account.clock);
    this.buckets.set(key, bucket);
    return bucket;
  }

  /** A method's setting wins over that for all methods. */
  private limitsOf(httpMethod: string, resourcePath: string): ThrottleLimits | undefined {
    const specific = this.settings.find(
      (setting) => setting.httpMethod === httpMethod && setting.resourcePath === resourcePath,
    );
    const all = this.settings.find(
      (setting) => setting.httpMethod === '*' && setting.resourcePath === '/*',
    );
    return (specific ?? all)?.limits;
  }
}
