/**
 * Errors of Lambda's Invoke API: the function was not run. What a function itself fails with is an
 * answer.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
const statuses = {
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
} as const;

export class InvokeError extends Error {
  constructor(
    override readonly name: keyof typeof statuses,
    message: string,
  ) {
    super(message);
  }

  /** The HTTP status that Lambda answers with. */
  get status(): number {
    return statuses[this.name];
  }
}
