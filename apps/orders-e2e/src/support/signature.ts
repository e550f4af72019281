/** Separate from the target, which the global setup loads without the workspace's path aliases. */
import { fromEnv } from '@aws-sdk/credential-provider-env';
import type { SigningOptions } from '@cross-account/orders-client/signing';
import type { Target } from './target';

/**
 * Returns the options to sign requests with the credentials in the environment; undefined if they are not
 * signed.
 */
export function signatureOf({ signedFor }: Pick<Target, 'signedFor'>): SigningOptions | undefined {
  if (signedFor === undefined) return undefined;
  return { region: signedFor, credentials: fromEnv() };
}
