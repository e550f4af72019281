/**
 * What a stage's methods may be called how often. Each method has a bucket of its own, filled by the
 * stage's setting for it or for all methods; a request that gets a token there needs one of the
 * account too.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
import { TokenBucket, type Clock, type ThrottleLimits } from './token-bucket';

/** Throttling of one method, or of all of a stage. */
export interface MethodThrottle {
  /** `*` for all methods. */
  readonly httpMethod: string;
  /** Such as `/orders`; `/*` for all paths. */
  readonly resourcePath: string;
  readonly limits: ThrottleLimits;
}

/** Which limit refused a request. */
export interface Throttled {
  readonly limits: ThrottleLimits;
  readonly scope: 'account' | 'method';
}

/**
 * The quota that an account has in a Region by default.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const ACCOUNT_LIMITS: ThrottleLimits = { rate: 10_000, burst: 5_000 };

/** What all APIs of an account share. */
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
   * Other limits for the requests to come; a method whose limits stay keeps its bucket. Full buckets go:
   * they are as new ones, and of methods that may be no more.
   */
  configure(settings: readonly MethodThrottle[]): void {
    this.settings = settings;
    for (const [key, bucket] of this.buckets) if (bucket.isFull) this.buckets.delete(key);
  }

  /** Takes a request's tokens; undefined where there are enough. */
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
    const known = this.buckets.get(key);
    if (known?.limits.rate === limits.rate && known.limits.burst === limits.burst) return known;
    const bucket = new TokenBucket(limits, this.account.clock);
    this.buckets.set(key, bucket);
    return bucket;
  }

  /** A method's own setting wins over that for all methods. */
  private limitsOf(httpMethod: string, resourcePath: string): ThrottleLimits | undefined {
    const own = this.settings.find(
      (setting) => setting.httpMethod === httpMethod && setting.resourcePath === resourcePath,
    );
    const all = this.settings.find(
      (setting) => setting.httpMethod === '*' && setting.resourcePath === '/*',
    );
    return (own ?? all)?.limits;
  }
}
