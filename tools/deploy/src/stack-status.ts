import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ConfigurationError } from '@cross-account/stages';
import type { StageEnvironment } from '@cross-account/stages';

/** How long an answer may take, with the role's credentials and repeated tries. */
const TIMEOUT_MS = 20_000;

/** The role that bootstrapping makes for whoever deploys; the CDK CLI assumes it too. */
export function deployRoleArn({ account, region }: StageEnvironment): string {
  const partition = RegionInfo.get(region).partition ?? 'aws';
  return `arn:${partition}:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-${region}`;
}

/**
 * Returns CloudFormation's status of a stack, such as `ROLLBACK_COMPLETE`, or nothing where there is
 * no such stack. Asks as the role that the CDK CLI deploys with.
 * @throws ConfigurationError when AWS refuses to say, or is not reached
 */
export async function stackStatus(
  stackName: string,
  environment: StageEnvironment,
): Promise<string | undefined> {
  const { region } = environment;
  const role = deployRoleArn(environment);
  const client = new CloudFormationClient({
    region,
    maxAttempts: 2,
    credentials: fromTemporaryCredentials({
      params: { RoleArn: role, RoleSessionName: 'deploy' },
      clientConfig: { region, maxAttempts: 2 },
    }),
  });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return Stacks[0]?.StackStatus;
  } catch (error) {
    if (isMissing(error, stackName)) return undefined;
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new ConfigurationError(
      `the status of ${stackName} can't be read as ${role}: ${why.replaceAll(/\s+/g, ' ')}`,
    );
  } finally {
    client.destroy();
  }
}

/**
 * CloudFormation has no error of its own for it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
function isMissing(error: unknown, stackName: string): boolean {
  return (
    error instanceof CloudFormationServiceException &&
    error.name === 'ValidationError' &&
    error.message.includes(`${stackName} does not exist`)
  );
}
