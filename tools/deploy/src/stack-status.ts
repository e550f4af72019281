import {
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { StageEnvironment } from '@cross-account/stages';
import { cloudFormation, refusal } from './cloud-formation';

/** Timeout in milliseconds, including assuming the role and retries. */
const TIMEOUT_MS = 20_000;

/** Returns the ARN of a role in the stage's account. */
export function roleArn({ account, region }: StageEnvironment, name: string): string {
  return `arn:${RegionInfo.get(region).partition ?? 'aws'}:iam::${account}:role/${name}`;
}

/** A deployed stack, as CloudFormation describes it. */
export interface DeployedStack {
  /** Such as `ROLLBACK_COMPLETE`. */
  readonly status: string | undefined;
  /** Values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Returns a deployed stack, or undefined when there is no such stack. Assumes the bootstrap stack's deploy
 * role, as the CDK CLI does.
 * @throws ConfigurationError when AWS denies the call, or can't be reached
 */
export async function deployedStack(
  stackName: string,
  environment: StageEnvironment,
): Promise<DeployedStack | undefined> {
  const { account, region } = environment;
  const role = roleArn(environment, `cdk-hnb659fds-deploy-role-${account}-${region}`);
  const client = cloudFormation(region, role);
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { StackStatus: status, Outputs = [] } = Stacks[0] ?? {};
    const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
    return { status, outputs: Object.fromEntries(outputs) as Record<string, string> };
  } catch (error) {
    if (isMissing(error, stackName)) return undefined;
    throw refusal(`could not read the status of ${stackName} as ${role}`, error);
  } finally {
    client.destroy();
  }
}

/**
 * CloudFormation has no specific error for a missing stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
function isMissing(error: unknown, stackName: string): boolean {
  return (
    error instanceof CloudFormationServiceException &&
    error.name === 'ValidationError' &&
    error.message.includes(`${stackName} does not exist`)
  );
}
