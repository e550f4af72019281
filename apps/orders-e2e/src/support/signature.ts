/** Apart from the target, which the global setup loads: that knows no import paths of the workspace. */
import { fromEnv } from '@aws-sdk/credential-provider-env';
import type { SigningOptions } from '@cross-account/orders-client/signing';
import type { Target } from './target';

/** How requests are signed, with the credentials in the environment; undefined means that they are not. */
export function signatureOf({ signedFor }: Pick<Target, 'signedFor'>): SigningOptions | undefined {
  if (signedFor === undefined) return undefined;
  return { region: signedFor, credentials: fromEnv() };
}
