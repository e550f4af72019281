/** Reads a secret from the sandbox, as the administrator of one of its accounts. */
import { secretsManagerReader } from './read-secret';
import type { SecretReader } from './read-secret';

/** The SDK's environment variable, which is set during a synthesis for the sandbox. */
const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_SECRETS_MANAGER';

/** Only loopback: the sandbox's account IDs are fictitious, and may belong to others in AWS. */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/;

/** Thrown when no environment variable specifies a sandbox to read from. */
class NoSandboxError extends Error {
  override readonly name = 'NoSandboxError';
}

/**
 * Returns a reader for the stage `sandbox`. It signs with the account's ID, which the sandbox treats as the
 * account's administrator, and never with real credentials.
 * @param account the account that is deployed to, twelve digits
 * @param variables environment variables; `AWS_ENDPOINT_URL_SECRETS_MANAGER` is the endpoint
 */
export function sandboxReader(
  account: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): SecretReader {
  const endpoint = variables[ENDPOINT_VARIABLE] ?? '';
  if (!LOOPBACK.test(endpoint)) return () => Promise.reject(new NoSandboxError());
  const credentials = { accessKeyId: account, secretAccessKey: 'sandbox' };
  return secretsManagerReader({ endpoint, credentials });
}
