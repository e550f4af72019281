import { Duration, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ContextAttribute } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { acknowledgeInlinePolicies } from '@cross-account/cdk-app';
import type { ScheduledRun } from '../lambdas/smoke-test/scheduled-run';
import { ConsumerAlarm } from '../monitoring/consumer-alarm';

/** The properties of a {@link ScheduledSmokeTest}. */
export interface ScheduledSmokeTestProps {
  /** The smoke test; it throws when a scheduled run fails. */
  readonly function: IFunction;
  /** ARN of the SNS topic that the alarms notify. @default no notifications */
  readonly topicArn?: string;
}

const INTERVAL = Duration.minutes(5);

/**
 * Runs the smoke test every five minutes, with alarms: one is raised when the test fails, another when it
 * does not run.
 */
export class ScheduledSmokeTest extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledSmokeTestProps) {
    super(scope, id);
    const { function: tester, topicArn } = props;
    const run: ScheduledRun = { scheduledTime: ContextAttribute.scheduledTime };
    new CfnSchedule(this, 'Schedule', {
      description: 'Runs the smoke test',
      scheduleExpression: `rate(${INTERVAL.toMinutes()} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: tester.functionArn,
        roleArn: this.createRole(tester).roleArn,
        input: JSON.stringify(run),
        // The next run comes soon, and the alarm on missing runs reports repeated failures.
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
    this.addAlarms(tester, topicArn === undefined ? {} : { topicArn });
  }

  /** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
  private createRole(tester: IFunction): Role {
    const stack = Stack.of(this);
    const group = { service: 'scheduler', resource: 'schedule-group', resourceName: 'default' };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn(group),
          },
        },
      }),
      // In the role itself and not attached later, since the schedule would be created before that.
      inlinePolicies: {
        Invoke: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [tester.functionArn],
            }),
          ],
        }),
      },
    });
    acknowledgeInlinePolicies(role);
    return role;
  }

  private addAlarms(tester: IFunction, notification: { readonly topicArn?: string }): void {
    const everyRun = { period: INTERVAL, statistic: 'Sum' };
    new ConsumerAlarm(this, 'SmokeTestFailures', {
      ...notification,
      description:
        'The scheduled smoke test fails: at least one service does not accept orders correctly.',
      metric: tester.metricErrors(everyRun),
      datapointsToAlarm: 2,
    });
    new ConsumerAlarm(this, 'SmokeTestSilence', {
      ...notification,
      description: 'The smoke test has not run for 15 minutes, so a failure would go unnoticed.',
      metric: tester.metricInvocations(everyRun),
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      missingData: TreatMissingData.BREACHING,
    });
  }
}
