/** Summarizes the stacks of a failed deployment, from the output of `cdk deploy`. */

/** A resource that CloudFormation could not create, update or delete. */
export interface FailedResource {
  readonly name: string;
  readonly type: string;
  readonly reason: string;
}

/** The outcome of a deployment for one stack. */
export interface StackOutcome {
  readonly stack: string;
  /** The stack's last status, which CDK truncates to 23 characters. */
  readonly status: string;
  readonly failed: readonly FailedResource[];
}

/** `stack | 3/10 | 12:00:01 | UPDATE_FAILED | AWS::Lambda::Function | path (LogicalId) reason` */
const EVENT =
  /([\w-]+) \| +(?:\d+\/\d+|\d+) +\| ([^|]+) \| ([A-Z_]+)(?: \(skipped\))? *\| (AWS::\S+|Custom::\S+) +\| (\S+)(?: \(\w+\))? ?(.*)$/;

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Returns the outcomes of the stacks in a log, in the order of their first events. */
export function stackOutcomes(log: string): StackOutcome[] {
  const outcomes = new Map<string, { status: string; failed: FailedResource[] }>();
  for (const line of log.replace(COLOURS, '').split('\n')) {
    const [, stack, , status, type, name, reason] = EVENT.exec(line) ?? [];
    if (stack === undefined || status === undefined || type === undefined) continue;
    const outcome = outcomes.get(stack) ?? { status: '', failed: [] };
    outcomes.set(stack, outcome);
    if (type === 'AWS::CloudFormation::Stack') outcome.status = status;
    else if (status.endsWith('_FAILED')) {
      outcome.failed.push({ name: name ?? '', type, reason: reason?.trim() ?? '' });
    }
  }
  return [...outcomes].map(([stack, outcome]) => ({ stack, ...outcome }));
}

/** Prefixes of the statuses that a deployment can end with, and what they mean. */
const MEANINGS: readonly (readonly [string, string])[] = [
  ['UPDATE_ROLLBACK_COMPLET', 'rolled back: the previous version runs again'],
  ['UPDATE_ROLLBACK_FAILED', '**not rolled back**: continue the rollback manually'],
  ['UPDATE_ROLLBACK', 'still rolling back when this job ended'],
  ['ROLLBACK_COMPLETE', 'not created: delete the stack, then deploy again'],
  ['ROLLBACK_FAILED', '**not rolled back**: delete the stack, then deploy again'],
  ['ROLLBACK', 'still rolling back when this job ended'],
  ['UPDATE_COMPLETE', 'deployed'],
  ['CREATE_COMPLETE', 'deployed'],
];

/** Returns the Markdown for the job's summary. */
export function deploymentSummary(log: string, stage: string): string {
  const outcomes = stackOutcomes(log);
  const lines = outcomes.flatMap(({ stack, status, failed }) => [
    `- \`${stack}\`: ${meaningOf(status)} (\`${status}\`)`,
    ...failed.map(
      ({ name, type, reason }) => `  - \`${name}\` (${type}): ${reason || 'no reason'}`,
    ),
  ]);
  const noStacks = 'No change was requested from CloudFormation: see the log of the job.';
  return [
    `## The deployment to \`${stage}\` failed`,
    lines.length > 0 ? lines.join('\n') : noStacks,
    'What to do: docs/deploy.md, "When a deployment fails".',
    '',
  ].join('\n\n');
}

function meaningOf(status: string): string {
  return MEANINGS.find(([start]) => status.startsWith(start))?.[1] ?? 'in between';
}
