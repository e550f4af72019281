/** The stages of the consumer. Replace the values in angle brackets. */
import { platform } from '@cross-account/platform';
import type { StageName } from '@cross-account/stages';
import { servicesIn } from './services';
import type { ConsumerStage } from './stage/stage';

export const stages = {
  /** Runs locally; the account IDs are fictitious. */
  sandbox: {
    ...platform.sandbox,
    account: '111111111111',
    certificate: {
      certificateArn:
        'arn:aws:acm:eu-central-1:111111111111:certificate/00000000-0000-4000-8000-000000000000',
    },
    vpcCidr: '192.168.0.0/16',
    ...servicesIn('sandbox'),
    protect: false,
  },
  dev: {
    ...platform.dev,
    account: '<dev consumer account id>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for *.<domain> in the dev consumer account>',
    },
    vpcCidr: '192.168.0.0/16',
    ...servicesIn('dev'),
    bootstrap: { executionPolicies: ['consumer-infra-execution'] },
    client: false,
    protect: false,
  },
  prod: {
    ...platform.prod,
    account: '<prod consumer account id>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for *.<domain> in the prod consumer account>',
    },
    vpcCidr: '192.168.0.0/16',
    ...servicesIn('prod'),
    bootstrap: { executionPolicies: ['consumer-infra-execution'] },
    flowLogs: true,
    alarmTopicArn: '<ARN of the SNS topic that alarms notify in the prod consumer account>',
    protect: true,
  },
} as const satisfies Record<StageName, ConsumerStage>;
