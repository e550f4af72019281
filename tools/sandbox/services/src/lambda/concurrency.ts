/**
 * How many invocations may run or wait in an account, as Lambda has it by default; of their events, so
 * many bytes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
import { InvokeError } from './invoke-error';

/** How many invocations of an account run at once, as long as nobody has had that increased. */
export const MAX_INVOCATIONS = 1_000;

/** Of these, what functions can't reserve. */
export const MIN_UNRESERVED = 100;
const MAX_EVENT_BYTES = 128 * 1024 * 1024;

export class Concurrency {
  private invocations = 0;
  private eventBytes = 0;

  /**
   * Runs an invocation.
   *
   * @param eventBytes of its event.
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
