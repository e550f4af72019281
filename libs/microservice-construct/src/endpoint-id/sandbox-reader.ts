/** Reads a secret from the sandbox, as the administrator of one of its accounts. */
import { secretsManagerReader } from './read-secret';
import type { SecretReader } from './read-secret';

/** The SDK's own variable, which whatever synthesizes for the sandbox sets. */
const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_SECRETS_MANAGER';

/** The sandbox's accounts are made up: in AWS, they may be somebody else's. */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/;

/** The environment names no sandbox to read from. */
class NoSandboxError extends Error {
  override readonly name = 'NoSandboxError';
}

/**
 * Returns a reader for the stage `sandbox`. It signs with the account's ID, which the sandbox takes
 * for the account's administrator, and never with anybody's own credentials.
 * @param account the account that is deployed to, twelve digits
 * @param variables the environment, whose `AWS_ENDPOINT_URL_SECRETS_MANAGER` says where to ask
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
