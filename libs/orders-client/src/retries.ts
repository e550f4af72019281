/**
 * Retries requests without a response, or with a retryable one, with exponential backoff and jitter.
 *
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
import { setTimeout } from 'node:timers/promises';

/** Sends a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** The retry options. */
export interface RetryOptions {
  /** The maximum number of attempts. @default 3 */
  readonly attempts?: number;
  /** The maximum first delay in milliseconds, which doubles with each attempt. @default 100 */
  readonly firstWait?: number;
  /** The maximum delay in milliseconds, also for `Retry-After`. @default 5000 */
  readonly longestWait?: number;
}

/** The header by which a service distinguishes a repeated order from another one. */
export const IDEMPOTENCY_KEY = 'idempotency-key';

/** Safe methods. */
const SAFE_METHODS = ['GET', 'HEAD'];

/** Retryable statuses: throttling, and transient errors of a function. */
const TRANSIENT = [429, 500, 502, 503, 504];

/**
 * Returns a `fetch` that retries safe requests, and those with an Idempotency-Key, which is the same in every attempt.
 * Any other request is sent once.
 *
 * @throws {RangeError} when the number of attempts is less than 1.
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
      // Sending a request consumes its body.
      const answer = await attemptOf(send, isLast ? request : request.clone());
      if (answer instanceof Response && !TRANSIENT.includes(answer.status)) return answer;
      if (isLast || request.signal.aborted) return answered(answer);
      const backoff = Math.random() * firstWait * 2 ** (attempt - 1);
      const requested = answer instanceof Response ? retryAfter(answer) : 0;
      if (answer instanceof Response) await answer.body?.cancel();
      await setTimeout(Math.min(Math.max(backoff, requested), longestWait), undefined, {
        signal: request.signal,
      });
    }
  };
}

function isRepeatable({ method, headers }: Request): boolean {
  return SAFE_METHODS.includes(method) || headers.has(IDEMPOTENCY_KEY);
}

/** The response, or the thrown error without one. */
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
 * Returns the milliseconds of a response's Retry-After; 0 without it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function retryAfter({ headers }: Response): number {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? 0 : Math.max(0, time - Date.now());
}
