import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, StackResourceDrift } from '@aws-sdk/client-cloudformation';

/** Milliseconds between two polls of the detection's status. */
const POLL_MS = 5_000;

/** CloudFormation takes a minute or two for a stack of this size. */
const LONGEST_MS = 15 * 60_000;

/**
 * Returns the resources of a stack that differ from its template, changed or deleted. Compares with the
 * deployed template, so the app is not synthesized.
 * @param poll milliseconds between two polls. @default 5 s
 * @throws Error when CloudFormation refuses, or could not check the whole stack
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/detect-drift-stack.html
 */
export async function detectDrift(
  client: Pick<CloudFormationClient, 'send'>,
  stackName: string,
  poll = POLL_MS,
): Promise<readonly StackResourceDrift[]> {
  const { StackDriftDetectionId } = await client.send(
    new DetectStackDriftCommand({ StackName: stackName }),
  );
  await detectionDone(client, { StackDriftDetectionId }, poll);
  const drifts: StackResourceDrift[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeStackResourceDriftsCommand({
        StackName: stackName,
        StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
        NextToken,
      }),
    );
    drifts.push(...(page.StackResourceDrifts ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return drifts;
}

async function detectionDone(
  client: Pick<CloudFormationClient, 'send'>,
  detection: { readonly StackDriftDetectionId: string | undefined },
  poll: number,
): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  while (Date.now() < end) {
    const { DetectionStatus, DetectionStatusReason = 'no reason given' } = await client.send(
      new DescribeStackDriftDetectionStatusCommand(detection),
    );
    if (DetectionStatus === 'DETECTION_COMPLETE') return;
    if (DetectionStatus === 'DETECTION_FAILED') throw new Error(DetectionStatusReason);
    await new Promise((resolve) => setTimeout(resolve, poll));
  }
  throw new Error(`not finished within ${LONGEST_MS / 60_000} minutes`);
}
