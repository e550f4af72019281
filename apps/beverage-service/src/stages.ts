/** The stages of the beverage service. Replace the values in angle brackets. */
import type { ServiceStage } from '@cross-account/microservice-construct';
import { servicePlatform } from '@cross-account/platform/services';
import type { StageName } from '@cross-account/stages';

export const stages = {
  /** Runs locally; the account ID is fictitious. */
  sandbox: {
    ...servicePlatform.sandbox,
    account: '333333333333',
    certificate: {
      certificateArn:
        'arn:aws:acm:eu-central-1:333333333333:certificate/00000000-0000-4000-8000-000000000000',
    },
    vpcCidr: '10.0.0.0/16',
    shardCount: 2,
    protect: false,
  },
  dev: {
    ...servicePlatform.dev,
    account: '<dev beverage account id>',
    certificate: {
      certificateArn:
        '<ARN of an ACM certificate for beverage.<domain> in the dev beverage account>',
    },
    vpcCidr: '10.0.0.0/16',
    shardCount: 1,
    bootstrap: { executionPolicies: ['order-service-execution'] },
    protect: false,
  },
  prod: {
    ...servicePlatform.prod,
    account: '<prod beverage account id>',
    certificate: {
      certificateArn:
        '<ARN of an ACM certificate for beverage.<domain> in the prod beverage account>',
    },
    vpcCidr: '10.0.0.0/16',
    shardCount: 4,
    customerManagedKey: true,
    bootstrap: { executionPolicies: ['order-service-execution'] },
    flowLogs: true,
    alarmTopicArn: '<ARN of the SNS topic that alarms notify in the prod beverage account>',
    protect: true,
  },
} as const satisfies Record<StageName, ServiceStage>;
