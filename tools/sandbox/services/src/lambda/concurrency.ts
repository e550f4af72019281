/**
 * Limits the invocations that run or wait in an account to Lambda's default, and the bytes of their
 * events.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
import { InvokeError } from './invoke-error';

/** The default quota of concurrent invocations in an account. */
export const MAX_INVOCATIONS = 1_000;

/** The part of them that functions can't reserve. */
export const MIN_UNRESERVED = 100;
const MAX_EVENT_BYTES = 128 * 1024 * 1024;

export class Concurrency {
  private invocations = 0;
  private eventBytes = 0;

  /**
   * Runs an invocation.
   *
   * @param eventBytes the size of its event.
   * @throws {InvokeError} when too many run or wait.
   */
  async run<Result>(eventBytes: number, invoke: () => Promise<Result>): Promise<Result> {
    if (this.invocations >= MAX_INVOCATIONS || this.eventBytes + eventBytes > MAX_EVENT_BYTES) {
      throw new InvokeError('TooManyRequestsException', 'Rate Exceeded.');
    }
    this.invocations++;
    this.eventBytes += eventBytes;
    try {
      return await invoke();
    } finally {
      this.invocations--;
      this.eventBytes -= eventBytes;
    }
  }
}
