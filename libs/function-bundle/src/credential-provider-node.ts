/**
 * In a bundle, the SDK's default credentials: environment variables, in which Lambda provides the role's
 * credentials. The package also supports files, SSO, login sessions and metadata services, which is a third
 * of a bundle and of the time to load it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
import { fromEnv, type FromEnvInit } from '@aws-sdk/credential-provider-env';
import { memoize } from '@smithy/core/config';
import type { AwsCredentialIdentity } from '@smithy/types';

/** Milliseconds before their expiration at which credentials are read again, as in the package. */
const REFRESH = 300_000;

/** Returns a provider that reads the variables once, and again only if the credentials expire. */
export function defaultProvider(init: FromEnvInit = {}) {
  return memoize(
    fromEnv(init),
    ({ expiration }: AwsCredentialIdentity) =>
      expiration !== undefined && expiration.getTime() - Date.now() < REFRESH,
  );
}
