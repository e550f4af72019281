import { Match } from 'aws-cdk-lib/assertions';
import { exampleAccount } from '@cross-account/stages';
import { synth, synthExample } from './support/synth-consumer';

const ACCOUNT = exampleAccount('prod', 'consumer');
const production = synthExample('prod');
const SMOKE_TEST = Match.objectLike({
  'Fn::GetAtt': [Match.stringLikeRegexp('^SmokeTestLambdaFunction'), 'Arn'],
});

describe('the schedule of the smoke test', () => {
  it('exists if the stage is protected, unless the stage sets it', () => {
    const count = (change: Parameters<typeof synth>[0]) =>
      Object.keys(synth(change).template.findResources('AWS::Scheduler::Schedule')).length;
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:111111111111:alarms';
    expect(count({})).toBe(0);
    expect(count({ scheduledSmokeTest: true })).toBe(1);
    expect(count({ protect: true, alarmTopicArn })).toBe(1);
    expect(count({ protect: true, alarmTopicArn, scheduledSmokeTest: false })).toBe(0);
  });

  it('invokes the smoke test every five minutes, with the scheduled time of each run', () => {
    production.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: Match.absent(),
      Target: {
        Arn: SMOKE_TEST,
        RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ScheduledSmokeTestRole'), 'Arn'] },
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    });
  });

  it('may only invoke the smoke test, and only as a schedule of this account', () => {
    production.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': ACCOUNT,
                'aws:SourceArn': `arn:aws:scheduler:eu-central-1:${ACCOUNT}:schedule-group/default`,
              },
            },
          },
        ],
      },
      Policies: [
        Match.objectLike({
          PolicyDocument: Match.objectLike({
            Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: SMOKE_TEST }],
          }),
        }),
      ],
    });
  });

  it('has an alarm for two failed runs of three', () => {
    production.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [
        { Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^SmokeTestLambda') } },
      ],
      Period: 300,
      Statistic: 'Sum',
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [`arn:aws:sns:eu-central-1:${ACCOUNT}:alarms`],
    });
  });

  it('has an alarm for a quarter of an hour without a run, with or without data', () => {
    production.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Period: 300,
      Statistic: 'Sum',
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: [`arn:aws:sns:eu-central-1:${ACCOUNT}:alarms`],
    });
  });
});
