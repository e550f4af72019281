import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '@sandbox/engine/template';
import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { deployments } from '../../../src/testing/deployments';

const { deploy, stack, destroy, restart } = deployments();
const folders = temporaryFolders();

const FUNCTION_ARN = { 'Fn::GetAtt': ['Function', 'Arn'] };

const schedulerRole = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'aws:SourceAccount': { Ref: 'AWS::AccountId' },
            'aws:SourceArn': {
              'Fn::Sub':
                'arn:aws:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/default',
            },
          },
        },
      },
    },
    Policies: [
      {
        PolicyName: 'Invoke',
        PolicyDocument: {
          Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION_ARN },
        },
      },
    ],
  },
};

let invocations = '';

beforeEach(() => {
  invocations = join(folders(), 'invocations');
});

/** Deploys a function that records its events, and a schedule that invokes it. */
function deployWith(change: object = {}) {
  const source = `import { appendFileSync } from 'node:fs';
export const handler = async (event) => appendFileSync(${JSON.stringify(invocations)}, JSON.stringify(event) + '\\n');`;
  const Resources: Template['Resources'] = {
    Role: lambdaRole,
    Function: lambdaFunction('function', { Timeout: 20 }),
    SchedulerRole: schedulerRole,
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(5 minutes)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: FUNCTION_ARN,
          RoleArn: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] },
          Input: '{"due":"<aws.scheduler.scheduled-time>"}',
        },
        ...change,
      },
    },
  };
  return deploy(Resources, { assets: { function: functionCode(folders(), source) } });
}

/** Waits until the function has recorded this number of events. */
async function noted(count: number): Promise<readonly string[]> {
  for (;;) {
    const lines = existsSync(invocations) ? readFileSync(invocations, 'utf8').split('\n') : [];
    const events = lines.slice(0, -1);
    if (events.length >= count) return events;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a schedule of a template', () => {
  it('invokes its function at once, and again after a restart of the sandbox', async () => {
    await deployWith();
    expect(await noted(1)).toEqual([
      expect.stringMatching(/^\{"due":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}$/),
    ]);
    await restart();
    expect(await noted(2)).toHaveLength(2);
  });

  it('has a generated name, and an ARN in the default group', async () => {
    await deployWith({ State: 'DISABLED' });
    const { physicalId, attributes } = stack().resources.get('Schedule') ?? {};
    expect(physicalId).toMatch(/^service-Schedule-/);
    expect(attributes?.['Arn']).toMatch(
      new RegExp(`^arn:aws:scheduler:[a-z0-9-]+:\\d{12}:schedule/default/${physicalId}$`),
    );
    await destroy();
    expect(existsSync(invocations)).toBe(false);
  });

  it.each([
    [{ ScheduleExpression: 'cron(0 8 * * ? *)' }, 'only rates are'],
    [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, 'flexible time windows are not emulated'],
    [{ GroupName: 'others' }, 'schedule groups are not emulated'],
    [{ StartDate: '2026-11-26T12:00:00Z' }, 'a schedule runs as long as it exists'],
    [{ Name: 'a b' }, 'Properties validation failed for resource Schedule'],
  ])('is rejected with %j', async (change, because) => {
    const { error } = await deployWith(change);
    expect(String(error)).toContain(because);
  });
});
