/** The alarms of a service. Each alarm has a runbook in docs/runbooks, which its description refers to. */
import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmProps, IAlarmAction, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { OrdersApi } from '../api/orders-api';
import type { OrderFunction } from '../order-function';
import type { OrdersTable } from '../orders-table';

/** The properties of {@link ServiceAlarms}. */
export interface ServiceAlarmsProps {
  readonly api: OrdersApi;
  readonly functions: readonly OrderFunction[];
  readonly table: OrdersTable;
  /** Notified when an alarm starts and when it ends. @default none; alarms are visible in CloudWatch only */
  readonly topicArn?: string;
  /** The threshold of the p99 latency. @default 2 seconds */
  readonly latencyLimit?: Duration;
}

/** An alarm with periods of one minute. */
export interface AlarmKind {
  /** A metric with a period of one minute. */
  readonly metric: IMetric;
  /** A minute breaches at this value and above. */
  readonly threshold: number;
  /** Its meaning, as part of a sentence. */
  readonly meaning: string;
  /** Path of the runbook, relative to the workspace root. */
  readonly runbook: string;
  /** Breaching minutes, of the last three, that raise the alarm. @default 2 */
  readonly minutes?: number;
}

const MINUTE = Duration.minutes(1);
const DEFAULT_LATENCY_LIMIT = Duration.seconds(2);
const WATCHED_MINUTES = 3;

/**
 * The alarms of one service, with periods of one minute. Missing data means no requests, which is not
 * breaching.
 */
export class ServiceAlarms extends Construct {
  /** Alarms that indicate a defect in the code, so that a deployment in progress is rolled back. */
  readonly ofDeployments: readonly Alarm[];
  private readonly actions: readonly IAlarmAction[];

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { api, functions, table, topicArn } = props;
    this.actions =
      topicArn === undefined ? [] : [new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn))];
    const latencyLimit = props.latencyLimit ?? DEFAULT_LATENCY_LIMIT;
    this.ofDeployments = [
      this.add('ServerErrors', {
        metric: serverErrorRate(api),
        threshold: 1,
        meaning: 'at least three calls, and at least 1 % of all calls, got a 5xx response',
        runbook: 'docs/runbooks/service-server-errors.md',
      }),
      this.add(
        'Latency',
        {
          metric: api.metricLatency({ period: MINUTE }),
          threshold: latencyLimit.toMilliseconds(),
          meaning: `1 % of the calls took ${latencyLimit.toMilliseconds()} ms or more`,
          runbook: 'docs/runbooks/service-latency.md',
        },
        // The slowest of ten requests is not a percentile: a cold start would roll back a deployment.
        { evaluateLowSampleCountPercentile: 'ignore' },
      ),
      ...functions.flatMap((one) => this.ofFunction(one)),
    ];
    this.ofTable(table);
  }

  private ofFunction(one: OrderFunction): Alarm[] {
    const { id } = one.node;
    return [
      this.add(`${id}-Errors`, {
        metric: one.metricErrors({ period: MINUTE }),
        threshold: 1,
        meaning: `${id} failed or timed out`,
        runbook: 'docs/runbooks/service-function-errors.md',
        // A tenth of few requests: a canary may receive only one.
        minutes: 1,
      }),
      this.add(`${id}-Throttles`, {
        metric: one.metricThrottles({ period: MINUTE }),
        threshold: 1,
        meaning: `Lambda throttled calls of ${id} because of insufficient concurrency`,
        runbook: 'docs/runbooks/service-function-throttles.md',
      }),
    ];
  }

  private ofTable(table: OrdersTable): void {
    this.add('TableThrottles', {
      metric: table.metricThrottles({ period: MINUTE }),
      threshold: 1,
      meaning: 'DynamoDB throttled reads or writes of the table',
      runbook: 'docs/runbooks/service-table-throttles.md',
    });
    for (const name of table.indexNames) {
      const ofListing = name === table.indexName;
      this.add(ofListing ? 'IndexThrottles' : `${name}-IndexThrottles`, {
        metric: table.metricIndexThrottles({ period: MINUTE }, name),
        threshold: 1,
        meaning: `a partition of the index ${name} is overloaded, which also throttles new orders`,
        runbook: 'docs/runbooks/service-table-throttles.md',
      });
    }
    this.add('UserErrors', {
      metric: table.metricUserErrors({ period: MINUTE }),
      threshold: 1,
      meaning: 'DynamoDB refused requests of this account as invalid or not allowed',
      runbook: 'docs/runbooks/service-dynamodb-user-errors.md',
    });
  }

  /** Adds an alarm that notifies the same topic as the others. */
  add(id: string, kind: AlarmKind, more?: Partial<AlarmProps>): Alarm {
    const { metric, threshold, meaning, runbook, minutes = 2 } = kind;
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription: `${Stack.of(this).stackName}: ${meaning}. ${runbook}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: WATCHED_MINUTES,
      datapointsToAlarm: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...more,
    });
    alarm.addAlarmAction(...this.actions);
    alarm.addOkAction(...this.actions);
    return alarm;
  }
}

/** Percentage of failed requests, from the third failure in a minute: one of two should not count as 50 %. */
function serverErrorRate(api: OrdersApi): MathExpression {
  return new MathExpression({
    expression: 'IF(errors >= 3, 100 * errors / requests, 0)',
    usingMetrics: { errors: api.metricServerErrors(), requests: api.metricRequests() },
    period: MINUTE,
    label: 'Calls with a 5xx response, %',
  });
}
