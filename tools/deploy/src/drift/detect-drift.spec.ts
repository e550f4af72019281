import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { detectDrift } from './detect-drift';
import { driftReport } from './report';

/**
 * Returns a client of CloudFormation that responds to each command by its name, with one response after the
 * other.
 */
function cloudFormation(answers: Readonly<Record<string, readonly object[]>>) {
  const requests: Record<string, unknown>[] = [];
  const counts = new Map<string, number>();
  const send = (command: { input: Record<string, unknown>; constructor: { name: string } }) => {
    const name = command.constructor.name.replace('Command', '');
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    requests.push({ name, ...command.input });
    return Promise.resolve(answers[name]?.[count] ?? {});
  };
  return { client: { send } as unknown as Pick<CloudFormationClient, 'send'>, requests };
}

const changed = {
  LogicalResourceId: 'Group',
  ResourceType: 'AWS::EC2::SecurityGroup',
  StackResourceDriftStatus: 'MODIFIED',
  PropertyDifferences: [{ PropertyPath: '/Rule/0', ExpectedValue: '443', ActualValue: '22' }],
} as const;
const deleted = {
  LogicalResourceId: 'Alarm',
  ResourceType: 'AWS::CloudWatch::Alarm',
  StackResourceDriftStatus: 'DELETED',
} as const;

const DetectStackDrift = [{ StackDriftDetectionId: 'one' }];
const complete = { DetectionStatus: 'DETECTION_COMPLETE' };

describe('the drift of a stack', () => {
  it("has all differences after CloudFormation's detection, from every page", async () => {
    const { client, requests } = cloudFormation({
      DetectStackDrift,
      DescribeStackDriftDetectionStatus: [{ DetectionStatus: 'DETECTION_IN_PROGRESS' }, complete],
      DescribeStackResourceDrifts: [
        { StackResourceDrifts: [changed], NextToken: 'more' },
        { StackResourceDrifts: [deleted] },
      ],
    });
    expect(await detectDrift(client, 'shop-prod', 1)).toEqual([changed, deleted]);
    expect(requests.map(({ name }) => name)).toEqual([
      'DetectStackDrift',
      'DescribeStackDriftDetectionStatus',
      'DescribeStackDriftDetectionStatus',
      'DescribeStackResourceDrifts',
      'DescribeStackResourceDrifts',
    ]);
    expect(requests.at(-1)).toMatchObject({ NextToken: 'more' });
  });

  it('is unknown if CloudFormation could not detect it', async () => {
    const DetectionStatusReason = 'Failed to detect drift on resource [Key]';
    const { client } = cloudFormation({
      DetectStackDrift,
      DescribeStackDriftDetectionStatus: [
        { DetectionStatus: 'DETECTION_FAILED', DetectionStatusReason },
      ],
    });
    await expect(detectDrift(client, 'shop-prod', 1)).rejects.toThrow(DetectionStatusReason);
  });
});

describe('a drift report', () => {
  it('names resources and properties', () => {
    expect(driftReport('shop-prod', [changed, deleted])).toBe(
      [
        '### shop-prod',
        '',
        '- `Group` (AWS::EC2::SecurityGroup) was changed',
        '  - `/Rule/0`: `22` instead of `443`',
        '- `Alarm` (AWS::CloudWatch::Alarm) was deleted',
        '',
      ].join('\n'),
    );
  });
});
