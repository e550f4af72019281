import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What a {@link ConsumerAlarm} watches, and whom it notifies. */
export interface ConsumerAlarmProps extends Pick<AlarmProps, 'datapointsToAlarm'> {
  /** What it means when it goes off, in one sentence. */
  readonly description: string;
  readonly metric: IMetric;
  /** @default 1 */
  readonly threshold?: number;
  /** How many of the metric's periods are looked at, the latest ones. @default 3 */
  readonly periods?: number;
  /** @default GREATER_THAN_OR_EQUAL_TO_THRESHOLD */
  readonly comparison?: ComparisonOperator;
  /** @default NOT_BREACHING, since a count of zero is not reported */
  readonly missingData?: TreatMissingData;
  /** ARN of the SNS topic that is notified when the alarm goes off, and when it is over. @default not reported */
  readonly topicArn?: string;
}

/** An alarm of the consumer account, whose description leads to `docs/runbooks/consumer-<id>.md`. */
export class ConsumerAlarm extends Alarm {
  /** @param id in Pascal case; in kebab case it names the runbook */
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
