import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IAlarmAction, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import {
  HttpCodeElb,
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
  readonly metric: Metric;
  /** Goes off when the metric is at least this. @default 1 */
  readonly threshold?: number;
  /** Minutes in a row. @default 3 */
  readonly minutes?: number;
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
    minutes = 3,
  }: AlarmDefinition): Alarm {
    return new Alarm(this, name, {
      alarmDescription: `${description} Runbook: docs/runbooks/consumer-${kebab(name)}.md`,
      metric,
      threshold,
      evaluationPeriods: minutes,
      datapointsToAlarm: minutes,
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
      minutes: 1,
    },
  ];
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
