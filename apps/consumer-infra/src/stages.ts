/** Where the consumer lives, stage by stage. Replace what stands in angle brackets. */
import type { ConsumerStage, StageName } from '@cross-account/networking';

export const stages = {
  /** Runs on a laptop; the account IDs are made up. */
  sandbox: {
    account: '111111111111',
    region: 'eu-central-1',
    domain: 'orders.localhost',
    certificate: {
      certificateArn:
        'arn:aws:acm:eu-central-1:111111111111:certificate/00000000-0000-4000-8000-000000000000',
    },
    vpcCidr: '192.168.0.0/16',
    services: [
      { name: 'food', account: '222222222222', item: 'pizza' },
      { name: 'beverage', account: '333333333333', item: 'tea' },
    ],
    allowedServicePrincipalArns: [
      'arn:aws:iam::222222222222:root',
      'arn:aws:iam::333333333333:root',
    ],
    protect: false,
  },
  dev: {
    account: '<dev consumer account id>',
    region: 'eu-central-1',
    domain: '<dev domain that you own, such as dev.orders.example.com>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for *.<domain> in the dev consumer account>',
    },
    vpcCidr: '192.168.0.0/16',
    services: [
      { name: 'food', account: '<dev food account id>', item: 'pizza' },
      { name: 'beverage', account: '<dev beverage account id>', item: 'tea' },
    ],
    allowedServicePrincipalArns: [
      '<ARN of the role that deploys food-service to dev>',
      '<ARN of the role that deploys beverage-service to dev>',
    ],
    bootstrap: { executionPolicies: ['consumer-infra-execution'] },
    client: false,
    protect: false,
  },
  prod: {
    account: '<prod consumer account id>',
    region: 'eu-central-1',
    domain: '<prod domain that you own, such as orders.example.com>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for *.<domain> in the prod consumer account>',
    },
    vpcCidr: '192.168.0.0/16',
    services: [
      { name: 'food', account: '<prod food account id>', item: 'pizza' },
      { name: 'beverage', account: '<prod beverage account id>', item: 'tea' },
    ],
    allowedServicePrincipalArns: [
      '<ARN of the role that deploys food-service to prod>',
      '<ARN of the role that deploys beverage-service to prod>',
    ],
    bootstrap: { executionPolicies: ['consumer-infra-execution'] },
    flowLogs: true,
    protect: true,
  },
} as const satisfies Record<StageName, ConsumerStage>;
