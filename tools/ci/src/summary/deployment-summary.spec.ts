import { deploymentSummary } from './deployment-summary';

/**
 * Returns an event as CDK prints it without a terminal: statuses are padded, and truncated to 23 characters.
 */
function event(
  status: string,
  type: string,
  name: string,
  reason = '',
  stack = 'food-service-prod',
) {
  return `${stack} |  3/10 | 12:00:01 PM | ${status.slice(0, 23).padEnd(23)} | ${type.padEnd(28)} | ${name} ${reason}`;
}

const STACK = 'AWS::CloudFormation::Stack';
const LAMBDA = 'AWS::Lambda::Function';

describe('the summary of a failed deployment', () => {
  it.each([
    ['UPDATE_ROLLBACK_COMPLETE', 'rolled back: the previous version runs again'],
    ['UPDATE_ROLLBACK_FAILED', '**not rolled back**: continue the rollback manually'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'still rolling back when this job ended'],
    ['ROLLBACK_COMPLETE', 'not created: delete the stack, then deploy again'],
    ['ROLLBACK_FAILED', '**not rolled back**: delete the stack, then deploy again'],
    ['UPDATE_COMPLETE', 'deployed'],
  ])('explains what %s means for the stack', (status, meaning) => {
    const log = [event('UPDATE_IN_PROGRESS', STACK, 'food'), event(status, STACK, 'food')];
    expect(deploymentSummary(log.join('\n'), 'prod')).toContain(
      `- \`food-service-prod\`: ${meaning} (`,
    );
  });

  it("names what failed and why, with and without terminal colours and Nx's prefix", () => {
    const red = `${String.fromCharCode(27)}[31m`;
    const failed = event(
      'UPDATE_FAILED',
      LAMBDA,
      `${red}food-service-prod/Fn (Fn123)`,
      'Memory too big',
    );
    const log = [
      event('CREATE_COMPLETE', STACK, 'consumer', '', 'consumer-infra-prod'),
      `food-service: ${failed}`,
      event('UPDATE_ROLLBACK_COMPLETE', STACK, 'food'),
    ];
    expect(deploymentSummary(log.join('\n'), 'prod')).toBe(`## The deployment to \`prod\` failed

- \`consumer-infra-prod\`: deployed (\`CREATE_COMPLETE\`)
- \`food-service-prod\`: rolled back: the previous version runs again (\`UPDATE_ROLLBACK_COMPLET\`)
  - \`food-service-prod/Fn\` (AWS::Lambda::Function): Memory too big

What to do: docs/deploy.md, "When a deployment fails".

`);
  });

  it('reports that CloudFormation was not called', () => {
    expect(deploymentSummary('error: apps/food-service/src/stages.ts: …', 'dev')).toContain(
      'No change was requested from CloudFormation',
    );
  });
});
