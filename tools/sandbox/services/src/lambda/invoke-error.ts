/**
 * Errors of Lambda's Invoke API: the function did not run. An error of the function itself is a
 * response.
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

  /** The HTTP status of Lambda's response. */
  get status(): number {
    return statuses[this.name];
  }
}
