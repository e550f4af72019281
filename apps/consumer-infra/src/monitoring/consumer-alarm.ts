import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The properties of a {@link ConsumerAlarm}. */
export interface ConsumerAlarmProps extends Pick<AlarmProps, 'datapointsToAlarm'> {
  /** The meaning of the alarm, in one sentence. */
  readonly description: string;
  readonly metric: IMetric;
  /** @default 1 */
  readonly threshold?: number;
  /** Number of latest periods that are evaluated. @default 3 */
  readonly periods?: number;
  /** @default GREATER_THAN_OR_EQUAL_TO_THRESHOLD */
  readonly comparison?: ComparisonOperator;
  /** @default NOT_BREACHING, since a count of zero is not reported */
  readonly missingData?: TreatMissingData;
  /** ARN of the SNS topic that is notified when the alarm starts and ends. @default no notifications */
  readonly topicArn?: string;
}

/** An alarm of the consumer account, whose description refers to `docs/runbooks/consumer-<id>.md`. */
export class ConsumerAlarm extends Alarm {
  /** @param id in Pascal case; the runbook has the same name in kebab case */
  constructor(scope: Construct, id: string, props: ConsumerAlarmProps) {
    const periods = props.periods ?? 3;
    super(scope, id, {
      alarmDescription: `${props.description} Runbook: docs/runbooks/consumer-${kebab(id)}.md`,
      metric: props.metric,
      threshold: props.threshold ?? 1,
      evaluationPeriods: periods,
      datapointsToAlarm: props.datapointsToAlarm ?? periods,
      comparisonOperator: props.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.missingData ?? TreatMissingData.NOT_BREACHING,
    });
    if (props.topicArn === undefined) return;
    const action = new SnsAction(Topic.fromTopicArn(this, 'Topic', props.topicArn));
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
