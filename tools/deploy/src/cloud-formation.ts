import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { ConfigurationError } from '@cross-account/stages';

/**
 * Returns a client of CloudFormation in a Region.
 * @param role ARN of a role to assume. @default none; uses the default credentials
 */
export function cloudFormation(region: string, role?: string): CloudFormationClient {
  return new CloudFormationClient({
    region,
    maxAttempts: 3,
    ...(role !== undefined && {
      credentials: fromTemporaryCredentials({
        params: { RoleArn: role, RoleSessionName: 'deploy' },
        clientConfig: { region, maxAttempts: 3 },
      }),
    }),
  });
}

/** Returns a one-line error about a call that AWS refused. */
export function refusal(what: string, error: unknown): ConfigurationError {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new ConfigurationError(`${what}: ${reason.replaceAll(/\s+/g, ' ')}`);
}
