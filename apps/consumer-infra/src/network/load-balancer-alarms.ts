import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HttpCodeElb,
  HttpCodeTarget,
  type ApplicationLoadBalancer,
  type ApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ConsumerAlarm } from '../monitoring/consumer-alarm';
import type { ConsumerAlarmProps } from '../monitoring/consumer-alarm';

/** The properties of {@link LoadBalancerAlarms}. */
export interface LoadBalancerAlarmsProps {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;
  /** ARN of the SNS topic that the alarms notify. @default no notifications */
  readonly topicArn?: string;
}

interface AlarmDefinition extends ConsumerAlarmProps {
  readonly name: string;
}

const PERIOD = { period: Duration.minutes(1) };
const COUNT = { ...PERIOD, statistic: 'Sum' };

/**
 * Alarms for errors between clients and the endpoint. Errors of a service are monitored in its own account.
 */
export class LoadBalancerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const { topicArn } = props;
    for (const { name, ...definition } of definitions(props)) {
      new ConsumerAlarm(this, name, {
        ...definition,
        ...(topicArn !== undefined && { topicArn }),
      });
    }
  }
}

function definitions({ loadBalancer, targetGroup }: LoadBalancerAlarmsProps): AlarmDefinition[] {
  return [
    {
      name: 'UnhealthyTargets',
      description:
        'An address of the execute-api endpoint does not respond: it may have changed outside of CloudFormation.',
      metric: targetGroup.metrics.unhealthyHostCount({ ...PERIOD, statistic: 'Maximum' }),
    },
    {
      name: 'ServerErrors',
      description: 'The load balancer itself returns 5xx to clients.',
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
      description: 'TLS negotiation between the load balancer and the execute-api endpoint fails.',
      metric: targetGroup.metrics.targetTLSNegotiationErrorCount(COUNT),
    },
    {
      name: 'RejectedConnections',
      description: 'The load balancer rejects clients because it has too many connections.',
      metric: loadBalancer.metrics.rejectedConnectionCount(COUNT),
      periods: 1,
    },
    {
      name: 'RefusedCalls',
      description: 'Most calls get a 4xx: the services may refuse all callers.',
      metric: refusedShare(loadBalancer),
      threshold: REFUSED_PERCENT,
      periods: 2,
    },
  ];
}

/** In percent. Clients make mistakes too, but not in half of their requests for ten minutes. */
const REFUSED_PERCENT = 50;

/**
 * Minimum number of requests in five minutes. With fewer, the mistakes of a single client may be the
 * majority.
 */
const FEWEST_CALLS = 20;

/**
 * Returns the percentage of requests that a service, or API Gateway in front of it, rejected with 4xx. After
 * a mistake in the endpoint, its policy or the base path, all requests get 403 while everything else looks
 * healthy: the health check accepts 403, since it has no service's host name.
 */
function refusedShare(loadBalancer: ApplicationLoadBalancer): IMetric {
  const options = { period: Duration.minutes(5), statistic: 'Sum' };
  return new MathExpression({
    expression: `IF(calls >= ${FEWEST_CALLS}, 100 * refused / calls, 0)`,
    usingMetrics: {
      calls: loadBalancer.metrics.requestCount(options),
      refused: loadBalancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_4XX_COUNT, options),
    },
    label: 'calls with a 4xx response, in percent',
    period: options.period,
  });
}
