/**
 * Repeats a request that got no answer, or one that says that another attempt may get a better one. Waits
 * grow and are random, so that callers do not come back together.
 *
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
import { setTimeout } from 'node:timers/promises';

/** Sends a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** How often and how fast a request is repeated. */
export interface RetryOptions {
  /** How many times a request is sent at most. @default 3 */
  readonly attempts?: number;
  /** Milliseconds that the first wait takes at most; each further one twice as many. @default 100 */
  readonly firstWait?: number;
  /** Milliseconds that any wait takes at most, also where `Retry-After` asks for more. @default 5000 */
  readonly longestWait?: number;
}

/** The header by which a service distinguishes a repeated order from another one. */
export const IDEMPOTENCY_KEY = 'idempotency-key';

/** Methods that change nothing. */
const SAFE_METHODS = ['GET', 'HEAD'];

/** Throttled, and what passes: a function that failed, its answer or its time. */
const TRANSIENT = [429, 500, 502, 503, 504];

/**
 * Returns what sends a request several times where needed: one that changes nothing, or one with an
 * Idempotency-Key, which stays the same. Any other is sent once.
 *
 * @throws {RangeError} when there is to be no attempt.
 */
export function retrying(
  send: Fetch,
  { attempts = 3, firstWait = 100, longestWait = 5_000 }: RetryOptions = {},
): Fetch {
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new RangeError(`attempts must be a whole number of at least 1, got ${attempts}`);
  }
  return async (request) => {
    const most = isRepeatable(request) ? attempts : 1;
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === most;
      // A request's body is read by sending it.
      const answer = await attemptOf(send, isLast ? request : request.clone());
      if (answer instanceof Response && !TRANSIENT.includes(answer.status)) return answer;
      if (isLast || request.signal.aborted) return answered(answer);
      const backoff = Math.random() * firstWait * 2 ** (attempt - 1);
      const asked = answer instanceof Response ? retryAfter(answer) : 0;
      if (answer instanceof Response) await answer.body?.cancel();
      await setTimeout(Math.min(Math.max(backoff, asked), longestWait), undefined, {
        signal: request.signal,
      });
    }
  };
}

function isRepeatable({ method, headers }: Request): boolean {
  return SAFE_METHODS.includes(method) || headers.has(IDEMPOTENCY_KEY);
}

/** The answer, or what was thrown where there was none. */
async function attemptOf(send: Fetch, request: Request): Promise<Response | { thrown: unknown }> {
  try {
    return await send(request);
  } catch (thrown) {
    return { thrown };
  }
}

function answered(answer: Response | { thrown: unknown }): Response {
  if (answer instanceof Response) return answer;
  throw answer.thrown;
}

/**
 * Milliseconds that an answer asks to wait; 0 where it doesn't.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function retryAfter({ headers }: Response): number {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? 0 : Math.max(0, time - Date.now());
}
