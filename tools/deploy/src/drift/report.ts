import type { StackResourceDrift } from '@aws-sdk/client-cloudformation';

/** The drift of a resource, as far as it is reported. */
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

/** Returns the drift of a stack as Markdown: a line for each resource, and one for each property. */
export function driftReport(stackName: string, drifts: readonly Drift[]): string {
  const lines = drifts.flatMap((drift) => {
    const { LogicalResourceId = '', ResourceType = '', StackResourceDriftStatus } = drift;
    const what = StackResourceDriftStatus === 'DELETED' ? 'was deleted' : 'was changed';
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
