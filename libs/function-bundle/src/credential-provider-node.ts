/**
 * In a bundle, the SDK's default credentials: those of the environment, where Lambda has its role's.
 * The package looks in files, SSO, login sessions and metadata services as well, which is a third of
 * a bundle and of the time to load it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
