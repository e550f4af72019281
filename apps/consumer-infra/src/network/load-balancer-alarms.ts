import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IAlarmAction, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import {
  HttpCodeElb,
  HttpCodeTarget,
  type ApplicationLoadBalancer,
  type ApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What {@link LoadBalancerAlarms} are made from. */
export interface LoadBalancerAlarmsProps {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;
  /** Is told when an alarm goes off or is over. @default nobody is told */
  readonly topicArn?: string;
}

interface AlarmDefinition {
  /** The alarm's construct ID; its runbook is `docs/runbooks/consumer-<name>.md`. */
  readonly name: string;
  readonly description: string;
  readonly metric: IMetric;
  /** Goes off when the metric is at least this. @default 1 */
  readonly threshold?: number;
  /** Periods of the metric in a row. @default 3 */
  readonly periods?: number;
}

const PERIOD = { period: Duration.minutes(1) };
const COUNT = { ...PERIOD, statistic: 'Sum' };

/**
 * What is wrong between the clients and the endpoint. Errors of a service are its own account's to
 * watch.
 */
export class LoadBalancerAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const topic =
      props.topicArn === undefined ? undefined : Topic.fromTopicArn(this, 'Topic', props.topicArn);
    this.alarms = definitions(props).map((definition) => {
      const alarm = this.create(definition);
      if (topic) {
        const action: IAlarmAction = new SnsAction(topic);
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
      }
      return alarm;
    });
  }

  private create({
    name,
    description,
    metric,
    threshold = 1,
    periods = 3,
  }: AlarmDefinition): Alarm {
    return new Alarm(this, name, {
      alarmDescription: `${description} Runbook: docs/runbooks/consumer-${kebab(name)}.md`,
      metric,
      threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // A count that is zero is not reported.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function definitions({ loadBalancer, targetGroup }: LoadBalancerAlarmsProps): AlarmDefinition[] {
  return [
    {
      name: 'UnhealthyTargets',
      description:
        'An address of the execute-api endpoint does not answer: it may have changed outside of CloudFormation.',
      metric: targetGroup.metrics.unhealthyHostCount({ ...PERIOD, statistic: 'Maximum' }),
    },
    {
      name: 'ServerErrors',
      description: 'The load balancer itself answers clients with 5xx.',
      metric: loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, COUNT),
      threshold: 5,
    },
    {
      name: 'TargetConnectionErrors',
      description: 'The load balancer can’t open connections to the execute-api endpoint.',
      metric: targetGroup.metrics.targetConnectionErrorCount(COUNT),
    },
    {
      name: 'TargetTlsErrors',
      description: 'The load balancer and the execute-api endpoint do not agree on TLS.',
      metric: targetGroup.metrics.targetTLSNegotiationErrorCount(COUNT),
    },
    {
      name: 'RejectedConnections',
      description: 'The load balancer refuses clients because it has too many connections.',
      metric: loadBalancer.metrics.rejectedConnectionCount(COUNT),
      periods: 1,
    },
    {
      name: 'RefusedCalls',
      description: 'Most calls are answered with 4xx: the services may refuse everybody.',
      metric: refusedShare(loadBalancer),
      threshold: REFUSED_PERCENT,
      periods: 2,
    },
  ];
}

/** In percent. Clients make mistakes too, but not with every other call, for ten minutes. */
const REFUSED_PERCENT = 50;

/** In five minutes. Of fewer calls, a single client's mistakes are soon the most. */
const FEWEST_CALLS = 20;

/**
 * The share of calls that a service, or API Gateway in front of it, answered with 4xx, in percent. A
 * wrong endpoint, endpoint policy or base path answers 403 to everybody, and all else is well: the
 * health check takes 403 for healthy, since it names no service.
 */
function refusedShare(loadBalancer: ApplicationLoadBalancer): IMetric {
  const options = { period: Duration.minutes(5), statistic: 'Sum' };
  return new MathExpression({
    expression: `IF(calls >= ${FEWEST_CALLS}, 100 * refused / calls, 0)`,
    usingMetrics: {
      calls: loadBalancer.metrics.requestCount(options),
      refused: loadBalancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_4XX_COUNT, options),
    },
    label: 'calls answered with 4xx, in percent',
    period: options.period,
  });
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
