import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { synthService } from '../support/synth-service';

const runbooks = path.resolve(__dirname, '../../../../docs/runbooks');
const TOPIC = 'arn:aws:sns:eu-central-1:210987654321:alarms';
const template = synthService({ alarmTopicArn: TOPIC });

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly string[];
  readonly OKActions?: readonly string[];
}

const ALARM = 'AWS::CloudWatch::Alarm';
const alarms = Object.entries(template.findResources(ALARM)).map(
  ([id, resource]) => [id, resource['Properties'] as AlarmProperties] as const,
);

/** Returns an alarm's properties, by a part of its logical ID. */
function alarmOf(part: string): AlarmProperties {
  const [, found] = alarms.find(([id]) => id.includes(`Alarms${part}`)) ?? [];
  if (!found) throw new Error(`no alarm ${part}`);
  return found;
}

describe('the alarms', () => {
  it('are complete', () => {
    const names = alarms.map(([id]) => /Alarms(\w+)[0-9A-F]{8}$/.exec(id)?.[1]);
    expect(names.sort()).toEqual([
      'IndexThrottles',
      'Latency',
      'ServerErrors',
      'TableThrottles',
      'UserErrors',
      'getorderErrors',
      'getorderThrottles',
      'listordersErrors',
      'listordersThrottles',
      'placeorderErrors',
      'placeorderThrottles',
    ]);
  });

  it('are raised if 1 % of the requests, and at least three, return 5xx in two of three minutes', () => {
    const metric = (id: string, name: string, Stat: string) => ({
      Id: id,
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApiGateway',
          MetricName: name,
          Dimensions: [
            { Name: 'ApiName', Value: 'Test' },
            { Name: 'Stage', Value: 'v1' },
          ],
        },
        Period: 60,
        Stat,
      },
    });
    expect(alarmOf('ServerErrors')).toMatchObject({
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      Metrics: [
        { Expression: 'IF(errors >= 3, 100 * errors / requests, 0)' },
        metric('errors', '5XXError', 'Sum'),
        metric('requests', 'Count', 'SampleCount'),
      ],
    });
  });

  it('are raised if the slowest 1 % of the requests take two seconds', () => {
    expect(alarmOf('Latency')).toMatchObject({
      MetricName: 'Latency',
      ExtendedStatistic: 'p99',
      Period: 60,
      Threshold: 2_000,
      EvaluateLowSampleCountPercentile: 'ignore',
    });
    synthService({ latencyLimit: Duration.millis(300) }).hasResourceProperties(ALARM, {
      ExtendedStatistic: 'p99',
      Threshold: 300,
    });
  });

  it.each(['placeorder', 'listorders', 'getorder'])(
    'are raised at the first crash or throttle of %s behind its alias',
    (name) => {
      const dimensions = [
        { Name: 'FunctionName', Value: { Ref: expect.stringMatching(name) as string } },
        { Name: 'Resource' },
      ];
      expect(alarmOf(`${name}Errors`)).toMatchObject({
        MetricName: 'Errors',
        DatapointsToAlarm: 1,
        Threshold: 1,
        Dimensions: dimensions,
      });
      expect(alarmOf(`${name}Throttles`)).toMatchObject({
        MetricName: 'Throttles',
        Threshold: 1,
        Dimensions: dimensions,
      });
    },
  );

  it.each([
    ['TableThrottles', 'table', []],
    ['IndexThrottles', 'index', [{ Name: 'GlobalSecondaryIndexName', Value: 'newest-first' }]],
  ])('are raised at %s, of reads and writes', (alarm, prefix, more) => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/DynamoDB',
          MetricName,
          Dimensions: [...more, { Name: 'TableName', Value: expect.anything() as unknown }],
        },
      },
    });
    expect(alarmOf(alarm)).toMatchObject({
      Metrics: [
        { Expression: `FILL(${prefix}Reads, 0) + FILL(${prefix}Writes, 0)` },
        metric(`${prefix}Reads`, 'ReadThrottleEvents'),
        metric(`${prefix}Writes`, 'WriteThrottleEvents'),
      ],
    });
  });

  it('are raised if DynamoDB rejects requests of the account', () => {
    expect(alarmOf('UserErrors')).toMatchObject({ MetricName: 'UserErrors', Statistic: 'Sum' });
  });

  it('notify the topic of the stage when they are raised and resolved', () => {
    for (const [, alarm] of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [TOPIC], OKActions: [TOPIC] });
    }
  });

  it('notify nobody if the stage has no topic', () => {
    synthService().allResourcesProperties(ALARM, { AlarmActions: Match.absent() });
  });

  it('link to an existing runbook', () => {
    for (const [, { AlarmDescription }] of alarms) {
      const [, runbook = ''] = /docs\/runbooks\/([\w-]+\.md)/.exec(AlarmDescription) ?? [];
      expect(readFileSync(path.join(runbooks, runbook), 'utf8')).toContain('**Do**');
    }
  });
});

describe('the dashboard', () => {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = JSON.stringify(dashboard?.['Properties']);

  it('has no fixed name, so that two stages fit in an account', () => {
    expect(dashboard?.['Properties']).not.toHaveProperty('DashboardName');
  });

  it.each(['Count', '4XXError', '5XXError', 'Latency', 'Errors', 'Throttles', 'Duration'])(
    'shows %s',
    (metric) => expect(body).toContain(`\\"${metric}\\"`),
  );

  it('has the graphs that runbooks refer to', () => {
    const texts = readdirSync(runbooks).map((file) =>
      readFileSync(path.join(runbooks, file), 'utf8'),
    );
    const graphs = texts.flatMap((text) => [...text.matchAll(/graph `([^`]+)`/g)]);
    expect(graphs).not.toEqual([]);
    for (const [, title] of graphs) expect(body).toContain(`\\"title\\":\\"${title}\\"`);
  });

  it.each(['ReadThrottleEvents', 'WriteThrottleEvents', 'SuccessfulRequestLatency', 'UserErrors'])(
    'shows %s of DynamoDB',
    (metric) => expect(body).toContain(`\\"AWS/DynamoDB\\",\\"${metric}\\"`),
  );
});
