/**
 * A new role and its policies take some seconds to be effective everywhere, even when CloudFormation has
 * reported them as created. A function that is called right then is denied what its policy allows.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 * @see docs/adr/0053-custom-resources-wait-for-iam.md
 */

/**
 * Error codes for missing permissions and unknown credentials: those that
 * [all services](https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html) have, and those of
 * [EC2](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html).
 */
const DENIALS: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthFailure',
  'InvalidClientTokenId',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
]);

/**
 * AWS's wording of a denial by a statement, which waiting does not change.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const EXPLICIT_DENY = 'with an explicit deny';

/** Time after the first attempt in which further attempts may start, in ms. */
const WINDOW_MS = 10_000;

/** The pause after the first attempt, in ms. Each further one is twice as long. */
const FIRST_PAUSE_MS = 1_000;

/** Returns whether an AWS SDK's error may be due to a role or policy that is not yet effective. */
export function isDenial(error: unknown): boolean {
  return (
    error instanceof Error && DENIALS.has(error.name) && !error.message.includes(EXPLICIT_DENY)
  );
}

/**
 * Runs a function, and retries it while it fails because of missing permissions: up to four attempts, about 7
 * s in total.
 * @throws the last attempt's error, or the first that is not about permissions
 */
export async function whileIamPropagates<Result>(run: () => Promise<Result>): Promise<Result> {
  const end = Date.now() + WINDOW_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await run();
    } catch (error) {
      if (!isDenial(error) || Date.now() + pause > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
