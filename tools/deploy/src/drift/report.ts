import type { StackResourceDrift } from '@aws-sdk/client-cloudformation';

/** What a report says of a resource. */
export type Drift = Pick<
  StackResourceDrift,
  'LogicalResourceId' | 'ResourceType' | 'StackResourceDriftStatus'
> & {
  readonly PropertyDifferences?:
    | readonly {
        readonly PropertyPath: string | undefined;
        readonly ExpectedValue: string | undefined;
        readonly ActualValue: string | undefined;
      }[]
    | undefined;
};

/** Returns what has drifted of a stack as Markdown: a line for each resource, and one for each property. */
export function driftReport(stackName: string, drifts: readonly Drift[]): string {
  const lines = drifts.flatMap((drift) => {
    const { LogicalResourceId = '', ResourceType = '', StackResourceDriftStatus } = drift;
    const what = StackResourceDriftStatus === 'DELETED' ? 'is gone' : 'was changed';
    return [
      `- \`${LogicalResourceId}\` (${ResourceType}) ${what}`,
      ...(drift.PropertyDifferences ?? []).map(
        ({ PropertyPath = '', ExpectedValue, ActualValue }) =>
          `  - \`${PropertyPath}\`: \`${String(ActualValue)}\` instead of \`${String(ExpectedValue)}\``,
      ),
    ];
  });
  return [`### ${stackName}`, '', ...lines, ''].join('\n');
}
